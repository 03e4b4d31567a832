/** The probabilities of one row of logits, in float64. */
export function softmax(logits: ArrayLike<number>): number[] {
  const largest = Array.from(logits).reduce((a, b) => Math.max(a, b));
  const powers = Array.from(logits, z => Math.exp(z - largest));
  const total = powers.reduce((a, b) => a + b);
  return powers.map(power => power / total);
}
