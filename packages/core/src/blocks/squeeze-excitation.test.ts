import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import {beforeAll, expect, test} from 'vitest';
import {noise} from '../testing/noise.js';
import {readParameters} from '../weights/read-parameters.js';
import {squeezedChannels, squeezeExcitation} from './squeeze-excitation.js';

beforeAll(() => tf.setBackend('cpu'));

test('scales each channel by what all channels say', async () => {
  const input = tfl.input({shape: [3, 4, 32]});
  const model = tfl.model({inputs: input, outputs: squeezeExcitation(input, {reduction: 4, name: 'layer1.0.se'})});
  const x = tf.tensor4d(Float32Array.from(noise(2 * 3 * 4 * 32, 0)), [2, 3, 4, 32]);
  const parameters = await readParameters(model);
  const shapes = Object.entries(parameters).map(([name, {shape}]) => [name, shape]);
  expect(shapes).toEqual([
    ['layer1.0.se.fc1.weight', [8, 32, 1, 1]],
    ['layer1.0.se.fc1.bias', [8]],
    ['layer1.0.se.fc2.weight', [32, 8, 1, 1]],
    ['layer1.0.se.fc2.bias', [32]],
  ]);
  const layer = (y: tf.Tensor2D, name: string) => {
    const {shape, data} = parameters[`layer1.0.se.${name}.weight`]!;
    const weight = tf.tensor2d(data, [shape[0]!, shape[1]!]);
    return tf.add(tf.matMul(y, weight, false, true), tf.tensor1d(parameters[`layer1.0.se.${name}.bias`]!.data));
  };
  const means = tf.mean(x, [1, 2]) as tf.Tensor2D;
  const shares = tf.sigmoid(layer(tf.relu(layer(means, 'fc1') as tf.Tensor2D), 'fc2'));
  const expected = tf.mul(x, tf.reshape(shares, [2, 1, 1, 32]));
  const actual = model.apply(x) as tf.Tensor;
  tf.test_util.expectArraysClose(actual.dataSync(), expected.dataSync(), 1e-6);
  expect(model.outputShape).toEqual([null, 3, 4, 32]);
});

// What timm's make_divisible(channels / reduction, 8) gives.
test.each([
  [256, 16, 16],
  [2048, 16, 128],
  [64, 16, 8],
  [40, 2, 24],
  [88, 4, 24],
  [72, 4, 16],
])('%i channels, reduced by %i, are %i', (channels, reduction, expected) => {
  expect(squeezedChannels(channels, reduction)).toBe(expected);
});
