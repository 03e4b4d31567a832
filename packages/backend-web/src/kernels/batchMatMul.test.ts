import {describe, test} from 'vitest';
import {expectSameAsCpu} from '../testing/kernel.js';

/** `[batch of a, batch of b, m, k, n]` of products `[m, k] x [k, n]`. */
const cases: [a: number[], b: number[], m: number, k: number, n: number][] = [
  [[1], [1], 1, 1, 1],
  [[1], [1], 64, 512, 10],
  [[1], [1], 5, 7, 3],
  [[1], [1], 17, 1, 33],
  [[3], [3], 4, 6, 9],
  [[3], [1], 4, 6, 9],
  [[1], [2], 4, 6, 9],
  [[2, 3], [2, 3], 2, 3, 4],
];

const transposes = [
  [false, false],
  [true, false],
  [false, true],
  [true, true],
] as const;

describe.each(transposes)('BatchMatMul, transposeA %s, transposeB %s', (transposeA, transposeB) => {
  test.each(cases)('batches %j and %j, %d x %d x %d', (batchA, batchB, m, k, n) => {
    const a = {shape: [...batchA, ...(transposeA ? [k, m] : [m, k])], seed: 1};
    const b = {shape: [...batchB, ...(transposeB ? [n, k] : [k, n])], seed: 2};
    return expectSameAsCpu('BatchMatMul', {a, b}, {transposeA, transposeB});
  });
});
