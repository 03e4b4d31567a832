import type {Random} from './random.js';

/** The integers from 0 to `length - 1` in random order, every order equally likely (Fisher and Yates; Durstenfeld 1964). */
export function permutation(length: number, random: Random): Int32Array {
  const order = Int32Array.from({length}, (_, i) => i);
  for (let i = length - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    const kept = order[i]!;
    order[i] = order[j]!;
    order[j] = kept;
  }
  return order;
}
