/** A class that was taken for another one. */
export interface Confusion {
  /** The class that the samples are of. */
  readonly label: number;
  /** The class that they were taken for. */
  readonly predicted: number;
  readonly count: number;
}

/**
 * The mistakes in a confusion matrix `[label][predicted]`, the most frequent first; those of equal counts in the order of
 * the matrix. fastai's `ClassificationInterpretation.most_confused`.
 */
export function mostConfused(matrix: readonly (readonly number[])[]): Confusion[] {
  return matrix
    .flatMap((row, label) => row.map((count, predicted) => ({label, predicted, count})))
    .filter(({label, predicted, count}) => label !== predicted && count > 0)
    .sort((a, b) => b.count - a.count);
}
