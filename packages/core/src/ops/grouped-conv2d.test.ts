import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-layers'; // Registers the gradients of TF.js's operations.
import {afterEach, beforeAll, describe, expect, test} from 'vitest';
import {noise} from '../testing/noise.js';
import {type GroupedConv2DOptions, groupedConv2d} from './grouped-conv2d.js';
import {mergeGroups} from './merge-groups.js';

beforeAll(() => tf.setBackend('cpu'));

const numbers = (shape: number[], seed: number): tf.Tensor4D =>
  tf.tensor<tf.Rank>(Float32Array.from(noise(tf.util.sizeFromShape(shape), seed)), shape) as tf.Tensor4D;
const close = (actual: tf.Tensor, expected: tf.Tensor) =>
  tf.test_util.expectArraysClose(actual.dataSync(), expected.dataSync(), 1e-5);

/** Groups, their input and output channels, and the convolution's geometry. */
const cases = [
  {groups: 4, inputs: 2, outputs: 3, size: 3, strides: 1, pad: 'same'},
  {groups: 4, inputs: 2, outputs: 3, size: 3, strides: 2, pad: 'valid'},
  {groups: 3, inputs: 1, outputs: 2, size: 2, strides: 1, pad: 'valid'},
  {groups: 6, inputs: 3, outputs: 1, size: 1, strides: 2, pad: 'valid'},
  {groups: 1, inputs: 4, outputs: 4, size: 3, strides: 1, pad: 'same'},
] as const;

describe.each(cases)('$groups groups, $inputs to $outputs channels, $size at stride $strides', options => {
  const {groups, inputs, outputs, size, strides, pad} = options;
  const x = () => numbers([2, 6, 5, groups * inputs], 0);
  const kernel = () => numbers([size, size, inputs, groups * outputs], 1);
  /** The dense convolution with zeros between the groups. */
  const dense = (x: tf.Tensor4D, kernel: tf.Tensor4D) => {
    const padded = Array.from({length: groups}, (_, i) =>
      tf.pad(tf.slice(kernel, [0, 0, 0, i * outputs], [size, size, inputs, outputs]), [
        [0, 0],
        [0, 0],
        [i * inputs, (groups - 1 - i) * inputs],
        [0, 0],
      ]),
    );
    return tf.conv2d(x, tf.concat(padded, 3) as tf.Tensor4D, strides, pad);
  };

  /** In value and in both gradients. */
  const expectSame = (...functions: ((x: tf.Tensor4D, kernel: tf.Tensor4D) => tf.Tensor)[]) => {
    const dy = numbers(dense(x(), kernel()).shape, 2);
    const [actual, expected] = functions.map(f => [
      f(x(), kernel()),
      ...tf.grads((x, kernel) => f(x as tf.Tensor4D, kernel as tf.Tensor4D))([x(), kernel()], dy),
    ]);
    expected!.forEach((tensor, i) => {
      expect(actual![i]!.shape).toEqual(tensor.shape);
      close(actual![i]!, tensor);
    });
  };

  test('equals the convolution with zeros between the groups, and so do its gradients', () => {
    expectSame((x, kernel) => groupedConv2d(x, kernel, {strides, pad, groups}), dense);
  });

  test.each([1, 2, 5, 100])('merged into groups of at least %i channels it is the same', channels => {
    const merge = (kernel: tf.Tensor4D) => mergeGroups(kernel, {groups, channels});
    const wide = merge(kernel());
    expect(groups % wide.groups).toBe(0);
    expect(wide.kernel.shape).toEqual([size, size, (inputs * groups) / wide.groups, groups * outputs]);
    if (wide.groups > 1) expect(wide.kernel.shape[2]).toBeGreaterThanOrEqual(channels);
    const merged = (x: tf.Tensor4D, kernel: tf.Tensor4D) =>
      groupedConv2d(x, merge(kernel).kernel, {strides, pad, groups: wide.groups});
    expectSame(merged, dense);
  });
});

describe('on a backend with the kernels', () => {
  const names = ['GroupedConv2D', 'GroupedConv2DBackpropInput', 'GroupedConv2DBackpropFilter'];
  const calls: {name: string; attrs: object}[] = [];

  beforeAll(() => {
    for (const kernelName of names) {
      tf.registerKernel({
        kernelName,
        backendName: 'cpu',
        kernelFunc: ({inputs, attrs}) => {
          calls.push({name: kernelName, attrs: attrs!});
          return tf.ones(((attrs!.inputShape ?? attrs!.filterShape) as number[]) ?? inputs.x!.shape);
        },
      });
    }
    return () => {
      for (const name of names) tf.unregisterKernel(name, 'cpu');
      tf.unregisterGradient('GroupedConv2D');
    };
  });

  afterEach(() => calls.splice(0));

  const options: GroupedConv2DOptions = {strides: [2, 2], pad: 'same', groups: 2};
  const x = () => numbers([1, 2, 2, 4], 0);

  test('runs them', () => {
    const kernel = numbers([1, 1, 2, 4], 1);
    tf.grads((x, kernel) => groupedConv2d(x as tf.Tensor4D, kernel as tf.Tensor4D, options))([x(), kernel]);
    const shared = {strides: [2, 2], pad: 'same'};
    expect(calls).toEqual([
      {name: names[0], attrs: shared},
      {name: names[1], attrs: {...shared, inputShape: [1, 2, 2, 4]}},
      {name: names[2], attrs: {...shared, filterShape: [1, 1, 2, 4]}},
    ]);
  });

  test('computes no gradient that nobody wants', () => {
    const kernel = numbers([1, 1, 2, 4], 1);
    tf.grad(x => groupedConv2d(x as tf.Tensor4D, kernel, options))(x());
    expect(calls.map(({name}) => name)).toEqual(names.slice(0, 2));
  });
});
