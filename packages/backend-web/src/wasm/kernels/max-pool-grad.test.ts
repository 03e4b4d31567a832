import * as tf from '@tensorflow/tfjs-core';
import {test} from 'vitest';
import {expectSameAsCpu, kernel, uniform} from '../../testing/same-as-cpu.js';

type Pad = Parameters<typeof tf.maxPool>[3];

const explicit: Pad = [
  [0, 0],
  [1, 0],
  [0, 1],
  [0, 0],
];

const cases: [shape: [number, number, number, number], size: number | [number, number], strides: number, pad: Pad][] = [
  [[3, 8, 8, 16], 2, 2, 'valid'],
  [[2, 7, 7, 3], 2, 2, 'valid'],
  [[2, 7, 5, 5], 3, 2, 'same'],
  [[1, 6, 6, 9], 3, 1, 'same'],
  [[1, 9, 9, 4], 3, 2, 1],
  [[1, 6, 6, 2], [2, 3], 2, explicit],
  [[1, 8, 8, 6], 1, 2, 'valid'],
  [[2, 4, 4, 1], 4, 4, 'valid'],
];

test.each(cases)('MaxPoolGrad of %j, size %j, strides %d, padding %j', (shape, size, strides, pad) =>
  expectSameAsCpu(() => {
    // Few different values, so that windows hold their maximum more than once.
    const x = tf.round(tf.mul(uniform(shape), 3)) as tf.Tensor4D;
    return tf.grad(x => tf.mul(tf.maxPool(x as tf.Tensor4D, size, strides, pad), tf.scalar(0.7)))(x);
  }),
);

test('MaxPoolGrad with a gradient that differs from place to place', () =>
  expectSameAsCpu(() => {
    const input = uniform([2, 6, 6, 5]) as tf.Tensor4D;
    const output = tf.maxPool(input, 3, 1, 'valid');
    const attrs = {filterSize: 3, strides: 1, pad: 'valid'};
    return kernel('MaxPoolGrad', {dy: uniform(output.shape, 2), input, output}, attrs);
  }));
