import {permutation, random} from '@residual/data';

/** Positions of samples: those to learn from, and those to test with. */
export interface Parts {
  readonly train: readonly number[];
  readonly test: readonly number[];
}

/**
 * Holds out a random share of each class, at least one sample of it, and leaves at least one to learn from where there are
 * two. The same labels and seed give the same parts.
 */
export function holdOut(labels: readonly number[], {share, seed}: {share: number; seed: number}): Parts {
  const train: number[] = [];
  const test: number[] = [];
  for (const label of new Set(labels)) {
    const own = [...labels.keys()].filter(i => labels[i] === label);
    const count = Math.min(own.length - 1, Math.max(1, Math.round(share * own.length)));
    const order = permutation(own.length, random(seed).fork(label));
    for (const [place, i] of order.entries()) (place < count ? test : train).push(own[i]!);
  }
  return {train: train.sort((a, b) => a - b), test: test.sort((a, b) => a - b)};
}
