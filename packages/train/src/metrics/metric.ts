/** A figure over many samples, which come batch by batch. Works on the host, on logits that a step gave. */
export interface Metric<T = unknown> {
  /**
   * Takes one batch into account.
   *
   * @param logits `[batch, classes]`, row-major
   * @param labels class indices `[batch]`
   */
  add(logits: Float32Array, labels: Int32Array): void;
  /** The figure over all batches so far. */
  value(): T;
}

/** Goes through the samples of a batch, each a row of logits with its label. */
export function eachSample(
  logits: Float32Array,
  labels: Int32Array,
  visit: (row: Float32Array, label: number) => void,
): void {
  const classes = logits.length / labels.length;
  for (const [i, label] of labels.entries()) visit(logits.subarray(i * classes, (i + 1) * classes), label);
}

/** Index of the largest value; of equal ones the first. */
export function largest(row: Float32Array): number {
  let best = 0;
  for (let i = 1; i < row.length; i++) if (row[i]! > row[best]!) best = i;
  return best;
}
