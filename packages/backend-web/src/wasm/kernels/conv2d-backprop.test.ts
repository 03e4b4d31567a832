import * as tf from '@tensorflow/tfjs-core';
import {describe, expect, test} from 'vitest';
import {wasm} from '../../index.js';
import {expectSameAsCpu, kernel, uniform} from '../../testing/same-as-cpu.js';

type Pad = 'same' | 'valid' | number | [[number, number], [number, number], [number, number], [number, number]];

interface Case {
  input: [number, number, number, number];
  filter: [number, number];
  out: number;
  strides?: number | [number, number];
  pad?: Pad;
}

const explicit = (top: number, bottom: number, left: number, right: number): Pad => [
  [0, 0],
  [top, bottom],
  [left, right],
  [0, 0],
];

const cases: Case[] = [
  // The layers of the MNIST net, at a small batch.
  {input: [3, 28, 28, 1], filter: [5, 5], out: 16},
  {input: [3, 12, 12, 16], filter: [3, 3], out: 16, pad: 'same'},
  {input: [3, 12, 12, 16], filter: [5, 5], out: 32},
  {input: [3, 4, 4, 32], filter: [3, 3], out: 32, pad: 'same'},
  // ResNet's stem and its projections.
  {input: [1, 17, 17, 3], filter: [7, 7], out: 8, strides: 2, pad: 3},
  {input: [2, 8, 8, 5], filter: [1, 1], out: 7, strides: 2},
  {input: [2, 8, 8, 4], filter: [3, 3], out: 8, strides: 2, pad: explicit(1, 1, 1, 1)},
  // Sizes that are no multiple of anything.
  {input: [1, 1, 1, 1], filter: [1, 1], out: 1},
  {input: [1, 7, 5, 3], filter: [3, 2], out: 5},
  {input: [2, 7, 5, 3], filter: [2, 3], out: 17, pad: 'same'},
  {input: [1, 6, 9, 19], filter: [3, 3], out: 21, pad: 'same'},
  {input: [5, 3, 3, 2], filter: [3, 3], out: 3},
  // Strides: apart, past the filter's size, over a remainder.
  {input: [2, 9, 10, 3], filter: [3, 3], out: 4, strides: [1, 2], pad: 'same'},
  {input: [2, 9, 10, 3], filter: [3, 3], out: 4, strides: [3, 1]},
  {input: [1, 11, 11, 2], filter: [2, 2], out: 3, strides: 4},
  {input: [1, 10, 10, 2], filter: [3, 3], out: 4, strides: 2, pad: 'same'},
  // Padding: uneven, wider than the filter needs.
  {input: [1, 6, 6, 3], filter: [3, 3], out: 4, pad: explicit(2, 0, 1, 3)},
  {input: [1, 6, 6, 3], filter: [3, 3], out: 4, strides: 2, pad: explicit(0, 1, 0, 1)},
  {input: [2, 4, 4, 3], filter: [2, 2], out: 4, pad: 3},
  {input: [2, 4, 4, 3], filter: [1, 1], out: 4, pad: 2},
  {input: [1, 3, 3, 2], filter: [5, 5], out: 3, pad: 'same'},
];

const title = ({input, filter, out, strides = 1, pad = 'valid'}: Case) =>
  `${input.join('x')}, filter ${filter.join('x')}x${out}, strides ${strides}, padding ${pad}`;

describe.each(cases.map(c => [title(c), c] as const))('%s', (_, {input, filter, out, strides = 1, pad = 'valid'}) => {
  const filterShape: [number, number, number, number] = [...filter, input[3], out];
  const {outShape} = tf.backend_util.computeConv2DInfo(input, filterShape, strides, 1, pad);
  const attrs = {strides, pad, dataFormat: 'NHWC', dimRoundingMode: undefined};

  test('Conv2DBackpropFilter', () =>
    expectSameAsCpu(() => {
      const inputs = {x: uniform(input, 1), dy: uniform(outShape, 2)};
      return kernel('Conv2DBackpropFilter', inputs, {...attrs, filterShape});
    }));

  test('Conv2DBackpropInput', () =>
    expectSameAsCpu(() => {
      const inputs = {dy: uniform(outShape, 2), filter: uniform(filterShape, 1)};
      return kernel('Conv2DBackpropInput', inputs, {...attrs, inputShape: input});
    }));
});

describe('without any pixel', () => {
  const empty: [what: string, input: number[], strides: number, outShape: number[]][] = [
    ['an empty batch', [0, 5, 5, 1], 1, [0, 1, 1, 2]],
    ['an image smaller than the filter, and strides larger', [1, 4, 4, 1], 7, [1, 0, 0, 2]],
  ];

  test.each(empty)('%s', async (_, input, strides, outShape) => {
    const attrs = {strides, pad: 'valid', dataFormat: 'NHWC'};
    const filterShape = [5, 5, 1, 2];
    const dy = () => tf.zeros(outShape);
    const filterAttrs = {...attrs, filterShape};
    await expectSameAsCpu(() => kernel('Conv2DBackpropFilter', {x: uniform(input), dy: dy()}, filterAttrs));
    const inputAttrs = {...attrs, inputShape: input};
    await expectSameAsCpu(() => kernel('Conv2DBackpropInput', {dy: dy(), filter: uniform(filterShape)}, inputAttrs));
  });
});

test('images of another layout than NHWC: the stock gradient of the input, a clear error for that of the filter', async () => {
  const attrs = {strides: 1, pad: 'valid', dataFormat: 'NCHW'};
  await expectSameAsCpu(() => {
    const inputs = {dy: uniform([1, 3, 2, 2]), filter: uniform([3, 3, 2, 3], 2)};
    return kernel('Conv2DBackpropInput', inputs, {...attrs, inputShape: [1, 2, 4, 4]});
  });
  const inputs = {x: tf.zeros([1, 1, 4, 4]), dy: tf.zeros([1, 1, 2, 2])};
  const call = () => kernel('Conv2DBackpropFilter', inputs, {...attrs, filterShape: [3, 3, 1, 1]});
  expect(call).toThrow(expect.objectContaining({code: 'UNSUPPORTED', message: expect.stringContaining('NHWC')}));
});

test('a gradient larger than the output: its top left for the input, a clear error for the filter', async () => {
  const attrs = {strides: 1, pad: 'same', dataFormat: 'NHWC'};
  await expectSameAsCpu(() => {
    const inputs = {dy: uniform([1, 6, 6, 3]), filter: uniform([5, 5, 2, 3], 2)};
    return kernel('Conv2DBackpropInput', inputs, {...attrs, inputShape: [1, 4, 4, 2]});
  });
  const inputs = {x: tf.zeros([1, 4, 4, 2]), dy: tf.zeros([1, 6, 6, 3])};
  const call = () => kernel('Conv2DBackpropFilter', inputs, {...attrs, filterShape: [5, 5, 2, 3]});
  expect(call).toThrow('expected dy of shape [1,4,4,3], got [1,6,6,3]');
});

test('numbers that are not float32 are a clear error', async () => {
  await wasm();
  const inputs = {x: tf.zeros([1, 3, 3, 1], 'int32'), dy: tf.zeros([1, 1, 1, 1])};
  const attrs = {strides: 1, pad: 'valid', dataFormat: 'NHWC', filterShape: [3, 3, 1, 1]};
  expect(() => kernel('Conv2DBackpropFilter', inputs, attrs)).toThrow('expected x as float32, got int32');
});

test.each([32_760, 40_000])('a gradient of %d pixels each way is more than the memory holds', async side => {
  await wasm();
  tf.tidy(() => {
    // 32,760 squared would just fit beside nothing.
    tf.zeros([2048, 2048]);
    const inputs = {dy: tf.zeros([1, 1, 1, 1]), filter: tf.zeros([1, 1, 1, 1])};
    const before = tf.engine().backend.numDataIds();
    const attrs = {strides: side, pad: 'valid', dataFormat: 'NHWC', inputShape: [1, side, side, 1]};
    const call = () => kernel('Conv2DBackpropInput', inputs, attrs);
    expect(call).toThrow(expect.objectContaining({code: 'OUT_OF_MEMORY'}));
    expect(tf.engine().backend.numDataIds()).toBe(before);
  });
});

test('gradients through tf.conv2d', () =>
  expectSameAsCpu(() => {
    const convolve = (x: tf.Tensor, filter: tf.Tensor) => tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 2, 'same');
    return tf.grads(convolve)([uniform([2, 7, 7, 3]), uniform([3, 3, 3, 5], 2)]);
  }));
