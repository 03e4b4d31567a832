import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import {beforeAll, expect, test} from 'vitest';
import {noise} from '../testing/noise.js';
import {blurPool} from './blur-pool.js';

beforeAll(() => tf.setBackend('cpu'));

test.each([
  {height: 8, width: 8},
  {height: 7, width: 6},
  {height: 1, width: 2},
])('is the binomial of 3x3 at stride 2, on $height x $width', ({height, width}) => {
  const input = tfl.input({shape: [height, width, 3]});
  const model = tfl.model({inputs: input, outputs: blurPool(input, {name: 'blur'})});
  const x = tf.tensor4d(Float32Array.from(noise(2 * height * width * 3, 0)), [2, height, width, 3]);
  const line = tf.tensor1d([1, 2, 1]);
  const binomial = tf.div(tf.outerProduct(line, line), 16);
  const kernel = tf.tile(tf.reshape(binomial, [3, 3, 1, 1]), [1, 1, 3, 1]) as tf.Tensor4D;
  const expected = tf.depthwiseConv2d(x, kernel, 2, 1);
  const actual = model.apply(x) as tf.Tensor;
  expect(actual.shape).toEqual(expected.shape);
  expect(model.outputShape).toEqual([null, ...expected.shape.slice(1)]);
  expect(model.weights).toEqual([]);
  tf.test_util.expectArraysClose(actual.dataSync(), expected.dataSync(), 1e-6);
});
