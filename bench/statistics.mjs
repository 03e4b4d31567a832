/**
 * @param {number[]} values at least one
 * @returns {number}
 */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? Number.NaN)) / 2;
}

/**
 * Compares two contestants round by round, since rounds a minute apart may differ by more than the contestants do.
 *
 * @param {number[]} rates of one contestant, a round each
 * @param {number[]} reference of the other, in the same rounds
 * @returns {number} the median of the rounds' ratios
 */
export function pairedRatio(rates, reference) {
  return median(rates.map((rate, round) => rate / (reference[round] ?? Number.NaN)));
}
