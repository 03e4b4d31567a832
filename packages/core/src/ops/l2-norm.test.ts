import * as tf from '@tensorflow/tfjs-core';
import {expect, test} from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import {l2Norm} from './l2-norm.js';

test.each([
  ['several values', [3, -4, 12], 13],
  ['zeros', [0, 0], 0],
  ['one value', [-2], 2],
  ['values whose squares are too small for float32', [3e-30, 4e-30], 5e-30],
  ['values whose squares are too large for float32', [3e30, -4e30], 5e30],
])('the norm of %s', (_, values, expected) => {
  const actual = tf.tidy(() => l2Norm(tf.tensor1d(values)).dataSync()[0]!);
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-6 * expected);
});

test.each([
  ['not a number', [1, Number.NaN]],
  ['infinite', [1, Number.POSITIVE_INFINITY]],
])('is not finite where a value is %s', (_, values) => {
  expect(tf.tidy(() => l2Norm(tf.tensor1d(values)).dataSync()[0]!)).not.toBeLessThan(Number.POSITIVE_INFINITY);
});
