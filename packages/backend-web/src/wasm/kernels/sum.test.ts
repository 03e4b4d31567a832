import * as tf from '@tensorflow/tfjs-core';
import {expect, test} from 'vitest';
import {wasm} from '../../index.js';
import {expectSameAsCpu, uniform} from '../../testing/same-as-cpu.js';

const cases: [shape: number[], axes: number | number[] | undefined][] = [
  [
    [3, 4, 5, 6],
    [0, 1, 2],
  ],
  [
    [3, 4, 5, 6],
    [2, 0, 1],
  ],
  [[300, 16], 0],
  [[129, 7], -2],
  [[1, 3], 0],
  [[0, 3], 0],
  [[3, 0], 0],
  // Left to the stock kernel.
  [[4, 5], 1],
  [
    [4, 5],
    [0, 1],
  ],
  [
    [4, 5, 6],
    [0, 2],
  ],
  [[4, 5], undefined],
  [[4], []],
];

test.each(cases)('Sum of %j over %j', async (shape, axes) => {
  await expectSameAsCpu(() => tf.sum(uniform(shape), axes));
  await expectSameAsCpu(() => tf.sum(uniform(shape), axes, true));
});

test('Sum of integers', () =>
  expectSameAsCpu(() =>
    tf.sum(
      tf.tensor2d(
        [
          [1, 2],
          [3, 4],
        ],
        [2, 2],
        'int32',
      ),
      0,
    ),
  ));

test('a long sum keeps its digits', async () => {
  await wasm();
  const [sum] = tf.tidy(() => tf.sum(tf.fill([1_000_000, 4], 0.1), 0).dataSync());
  expect(Math.abs(sum! / 100_000 - 1)).toBeLessThan(1e-4);
});
