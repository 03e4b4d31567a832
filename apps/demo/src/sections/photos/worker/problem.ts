/** What can go wrong with files that a person gives. The page has words for each. */
export type ProblemCode =
  | 'broken-photo'
  | 'broken-zip'
  | 'no-model'
  | 'not-json'
  | 'other-format'
  | 'missing-weights'
  | 'bad-weights'
  | 'bad-network'
  | 'no-classifier'
  | 'no-normalization'
  | 'too-large';

/** A problem that reaches the page as an Error whose name is its code and whose message is what it is about. */
export class Problem extends Error {
  constructor(code: ProblemCode, about: string, options?: ErrorOptions) {
    super(about, options);
    this.name = code;
  }
}
