/**
 * Shares `total` things out in proportion to `weights`, in whole numbers that add up to `total`: each share is its
 * exact quota rounded down or up (the largest-remainder method; equal remainders go to the earlier share).
 */
export function apportion(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  const quotas = weights.map(weight => (total * weight) / sum);
  const shares = quotas.map(Math.floor);
  const missing = total - shares.reduce((a, b) => a + b, 0);
  const byRemainder = quotas.map((quota, i) => ({i, remainder: quota - Math.floor(quota)}));
  byRemainder.sort((a, b) => b.remainder - a.remainder || a.i - b.i);
  for (const {i} of byRemainder.slice(0, missing)) shares[i]! += 1;
  return shares;
}
