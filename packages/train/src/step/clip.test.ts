import '../testing/backend.js';
import * as tf from '@tensorflow/tfjs-core';
import {describe, expect, test} from 'vitest';
import {type ClipOptions, clipGradients, requireLimits} from './clip.js';

/** Gradients of together the norm 13. */
const gradients = [
  [3, -4],
  [0, 12],
];

function clipped(options: ClipOptions): number[] {
  return tf.tidy(() => {
    const tensors = gradients.map(values => tf.tensor1d(values));
    return clipGradients(tensors, options).flatMap(gradient => [...gradient.dataSync()]);
  });
}

describe('clipGradients', () => {
  test.each<[string, ClipOptions, number[]]>([
    ['scales all down to the norm, as clip_grad_norm_', {norm: 1.3}, [0.3, -0.4, 0, 1.2]],
    ['leaves a smaller norm as it is', {norm: 14}, [3, -4, 0, 12]],
    ['bounds each value, as clip_grad_value_', {value: 3.5}, [3, -3.5, 0, 3.5]],
    ['bounds values, then the norm', {value: 4, norm: Math.sqrt(41) / 2}, [1.5, -2, 0, 2]],
  ])('%s', (_, options, expected) => {
    for (const [i, value] of clipped(options).entries()) expect(value).toBeCloseTo(expected[i]!, 5);
  });

  test('bears gradients of nothing but zeros', () => {
    const [gradient] = clipGradients([tf.zeros([2])], {norm: 1});
    expect([...gradient!.dataSync()]).toEqual([0, 0]);
  });

  test.each<[ClipOptions, RegExp]>([
    [{norm: 0}, /clip.norm to be a number above 0, got 0/],
    [{value: -1}, /clip.value to be a number above 0, got -1/],
  ])('%j is refused', (options, message) => {
    expect(() => requireLimits(options)).toThrow(
      expect.objectContaining({code: 'BAD_OPTION', message: expect.stringMatching(message)}),
    );
  });
});
