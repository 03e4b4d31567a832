/** What is wrong with a pickle, for programs; the message tells people. */
export type PickleErrorCode =
  /** It asks for code, or for objects, that the values to be read do not need. */
  | 'PICKLE_REFUSED'
  /** It contradicts itself. */
  | 'PICKLE_CORRUPT'
  /** It ends in the middle of a value. */
  | 'PICKLE_TRUNCATED';

/** Every error that this package throws on purpose. */
export class PickleError extends Error {
  override readonly name = 'PickleError';
  readonly code: PickleErrorCode;

  constructor(code: PickleErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
