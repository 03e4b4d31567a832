import {describe, test} from 'vitest';
import {expectSameAsCpu, kernel, uniform} from '../../testing/same-as-cpu.js';

/** Products `[m, k] x [k, n]`. */
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
    const a = [...batchA, ...(transposeA ? [k, m] : [m, k])];
    const b = [...batchB, ...(transposeB ? [n, k] : [k, n])];
    return expectSameAsCpu(() => kernel('BatchMatMul', {a: uniform(a), b: uniform(b, 2)}, {transposeA, transposeB}));
  });
});
