import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import {beforeAll, expect, test} from 'vitest';
import {noise} from '../testing/noise.js';
import {conv} from './conv.js';

beforeAll(() => tf.setBackend('cpu'));

const height = 7;
const width = 6;
const image = Float32Array.from(noise(height * width, -1));

/** One channel in and out by PyTorch's definition: the image lies in a field of zeros. */
function byDefinition(kernel: ArrayLike<number>, size: number, stride: number, padding: number): number[] {
  const output: number[] = [];
  for (let top = -padding; top + size <= height + padding; top += stride) {
    for (let left = -padding; left + size <= width + padding; left += stride) {
      let sum = 0;
      for (let i = 0; i < size * size; i++) {
        const [y, x] = [top + Math.floor(i / size), left + (i % size)];
        if (y >= 0 && y < height && x >= 0 && x < width) sum += kernel[i]! * image[y * width + x]!;
      }
      output.push(sum);
    }
  }
  return output;
}

test.each([
  {kernelSize: 1, stride: 1, padding: 0},
  {kernelSize: 1, stride: 2, padding: 0},
  {kernelSize: 3, stride: 1, padding: 1},
  {kernelSize: 3, stride: 1, padding: 0},
  {kernelSize: 3, stride: 1, padding: 2},
  {kernelSize: 3, stride: 2, padding: 1},
  {kernelSize: 5, stride: 1, padding: 0},
  {kernelSize: 5, stride: 2, padding: 2},
  {kernelSize: 2, stride: 1, padding: 1},
  {kernelSize: 7, stride: 2, padding: 3},
])('pads as PyTorch does: %o', ({kernelSize, stride, padding}) => {
  const input = tfl.input({shape: [height, width, 1]});
  const output = conv(input, {filters: 1, kernelSize, stride, padding, name: 'conv1'});
  const model = tfl.model({inputs: input, outputs: output});
  const actual = model.apply(tf.tensor(image, [1, height, width, 1])) as tf.Tensor;
  const kernel = model.weights[0]!.read().dataSync();
  const expected = byDefinition(kernel, kernelSize, stride, padding);
  tf.test_util.expectArraysClose(actual.dataSync(), expected, 1e-5);
  expect(output.shape.slice(1)).toEqual(actual.shape.slice(1));
});

test('keeps the size unless told otherwise, and has no bias', () => {
  const input = tfl.input({shape: [height, width, 2]});
  for (const kernelSize of [1, 3, 5]) {
    const output = conv(input, {filters: 4, kernelSize, name: 'conv1'});
    expect(output.shape).toEqual([null, height, width, 4]);
    expect(output.sourceLayer.weights).toHaveLength(1);
  }
});

test('a kernel that does not fit is refused by the layer’s name', () => {
  const input = tfl.input({shape: [height, width, 2]});
  const message = 'layer4.conv1: expected an input of at least 7x7, got 7x6; give the network larger images';
  const build = () => conv(input, {filters: 4, kernelSize: 9, padding: 1, name: 'layer4.conv1'});
  expect(build).toThrow(expect.objectContaining({code: 'INPUT_TOO_SMALL', message}));
});
