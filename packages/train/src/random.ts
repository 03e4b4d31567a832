/** A source of numbers in [0, 1). */
export type Random = () => number;

/**
 * Random numbers that follow from whole numbers, such as a run's seed and the index of a step: the same again each time,
 * unlike those of any other numbers. For drawing on the host; the generator is splitmix32.
 */
export function randomFrom(...seeds: readonly number[]): Random {
  let state = seeds.reduce((hash, seed) => scramble(hash ^ (seed | 0)) + 0x9e3779b9, 0x243f6a88);
  return () => {
    state = (state + 0x9e3779b9) | 0;
    return (scramble(state) >>> 0) / 2 ** 32;
  };
}

/** Lets every bit of a 32-bit number depend on every other (the finalizer of MurmurHash3). */
function scramble(value: number): number {
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}

/** A random order of 0 to n - 1 (Fisher and Yates). */
export function permutation(n: number, random: Random): Int32Array {
  const order = Int32Array.from({length: n}, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

/** A number from the distribution Beta(alpha, alpha), by two gamma variates. */
export function beta(alpha: number, random: Random): number {
  const [a, b] = [gamma(alpha, random), gamma(alpha, random)];
  // For a small alpha, both may underflow: then one of them would be all.
  return a + b > 0 ? a / (a + b) : Math.round(random());
}

/** A number from the gamma distribution of shape `alpha` (Marsaglia and Tsang 2000). */
function gamma(alpha: number, random: Random): number {
  if (alpha < 1) return gamma(alpha + 1, random) * (1 - random()) ** (1 / alpha);
  const d = alpha - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** A number from the standard normal distribution (Box and Muller). */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** The seed of one part of what a seed is for. The first part's is the seed itself. */
export function partSeed(seed: number, part: number): number {
  return (seed + Math.imul(part, 0x9e3779b9)) | 0;
}
