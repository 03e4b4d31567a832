import '../testing/backend.js';
import * as tf from '@tensorflow/tfjs-core';
import {expect, test} from 'vitest';
import {countCorrect} from './accuracy.js';

test.each([
  [
    'all right',
    [
      [2, 1],
      [0, 3],
    ],
    [0, 1],
    2,
  ],
  [
    'half right',
    [
      [2, 1],
      [0, 3],
    ],
    [0, 0],
    1,
  ],
  [
    'none right',
    [
      [2, 1],
      [0, 3],
    ],
    [1, 0],
    0,
  ],
  [
    'a tie goes to the first class',
    [
      [1, 1],
      [1, 1],
    ],
    [0, 1],
    1,
  ],
  ['what is not a number is not right', [[Number.NaN, Number.NaN]], [1], 0],
] as [string, number[][], number[], number][])('%s', (_, logits, labels, expected) => {
  const correct = tf.tidy(() => countCorrect(tf.tensor2d(logits), tf.tensor1d(labels, 'int32')).dataSync()[0]);
  expect(correct).toBe(expected);
});
