import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import {beforeAll, describe, expect, test} from 'vitest';
import {createModel} from '../networks/registry.js';
import {toBfloat16} from '../precision/bfloat16.js';
import {toFloat32} from '../precision/to-float32.js';
import {toHalf} from '../precision/to-half.js';
import {decodeSafetensors} from '../safetensors/decode.js';
import {encodeSafetensors} from '../safetensors/encode.js';
import type {SafeTensor} from '../safetensors/types.js';
import {noise} from '../testing/noise.js';
import {readReference} from '../testing/reference.js';
import {fromPytorchLayout, pytorchShape, toPytorchLayout} from './layout.js';
import {loadParameters, type ParameterTensor} from './load-parameters.js';
import {isStatistic, parameterName} from './parameter-name.js';
import {readParameters} from './read-parameters.js';

beforeAll(() => tf.setBackend('cpu'));

describe('names', () => {
  test.each([
    ['rblock1.conv1/kernel', 'rblock1.conv1.weight'],
    ['fc/bias', 'fc.bias'],
    ['layer1.0.bn1/gamma', 'layer1.0.bn1.weight'],
    ['layer1.0.bn1/beta', 'layer1.0.bn1.bias'],
    ['bn1/moving_mean', 'bn1.running_mean'],
    ['bn1/moving_variance', 'bn1.running_var'],
  ])('%s is %s', (ours, pytorchs) => {
    expect(parameterName(ours)).toBe(pytorchs);
    expect(isStatistic(ours)).toBe(pytorchs.includes('running_'));
  });

  test.each(['kernel', 'conv1/', 'conv1/depthwise_kernel', 'conv1/toString', ''])("'%s' has none", name => {
    expect(() => parameterName(name)).toThrow(expect.objectContaining({code: 'UNKNOWN_WEIGHT'}));
  });

  test('with batch norm they are those of the reference, and do not depend on how many models live', async () => {
    const reference = readReference('cifar-resnet20-b');
    createModel('cifar-resnet20-b');
    const names = Object.keys(await readParameters(createModel('cifar-resnet20-b')));
    const expected = [...Object.keys(reference.parameterShapes), ...Object.keys(reference.runningStatsAfterStep1)];
    expect(names.sort()).toEqual(expected.sort());
  });
});

describe('layouts', () => {
  test('a kernel: HWIO to OIHW', () => {
    const data = Float32Array.from({length: 12}, (_, i) => i);
    // Height 1, width 2, 2 channels in, 3 out.
    expect(toPytorchLayout({shape: [1, 2, 2, 3], data})).toEqual({
      shape: [3, 2, 1, 2],
      data: new Float32Array([0, 6, 3, 9, 1, 7, 4, 10, 2, 8, 5, 11]),
    });
  });

  test('a matrix is transposed', () => {
    const data = new Float32Array([1, 2, 3, 4, 5, 6]);
    const expected = {shape: [3, 2], data: new Float32Array([1, 4, 2, 5, 3, 6])};
    expect(toPytorchLayout({shape: [2, 3], data})).toEqual(expected);
  });

  test('there and back is the identity, in a copy', () => {
    const shapes = fc.constantFrom(0, 1, 2, 4).chain(rank => fc.array(fc.nat(4), {minLength: rank, maxLength: rank}));
    fc.assert(
      fc.property(shapes, shape => {
        const size = shape.reduce((product, length) => product * length, 1);
        const values = {shape, data: Float32Array.from(noise(size, 0))};
        const there = toPytorchLayout(values);
        expect(there.shape).toEqual(pytorchShape(shape));
        const back = fromPytorchLayout(there);
        expect(back).toEqual(values);
        expect(back.data.buffer).not.toBe(values.data.buffer);
      }),
    );
  });

  test('another rank is refused', () => {
    expect(() => pytorchShape([1, 2, 3])).toThrow(expect.objectContaining({code: 'UNKNOWN_WEIGHT'}));
  });
});

describe('loading', () => {
  const build = (seed = 0) => createModel('mnist-residual', {seed});

  test('gives another model the same parameters, through a file', async () => {
    const written = await readParameters(build(1));
    const model = build(2);
    expect(await readParameters(model)).not.toEqual(written);
    loadParameters(model, decodeSafetensors(encodeSafetensors(written)).tensors);
    expect(await readParameters(model)).toEqual(written);
  });

  test.each<{dtype: 'F16' | 'BF16' | 'F64'; convert: (values: Float32Array) => ParameterTensor['data']}>([
    {dtype: 'F16', convert: toHalf},
    {dtype: 'BF16', convert: toBfloat16},
    {dtype: 'F64', convert: values => new Float64Array(values)},
  ])('takes tensors of $dtype', async ({dtype, convert}) => {
    const written = Object.entries(await readParameters(build(1)));
    const tensors = written.map(([name, {shape, data}]) => [name, {dtype, shape, data: convert(data)}] as const);
    const model = build(2);
    loadParameters(model, Object.fromEntries(tensors));
    const read = await readParameters(model);
    for (const [name, tensor] of tensors) expect(read[name]!.data).toEqual(toFloat32(tensor as SafeTensor));
  });

  test('reads copies: changing them leaves the model alone', async () => {
    const model = build();
    const before = await readParameters(model);
    (await readParameters(model))['fc.bias']!.data.fill(7);
    expect(await readParameters(model)).toEqual(before);
  });

  test('passes over PyTorch’s counters of batches', async () => {
    const tensors: Record<string, ParameterTensor> = await readParameters(build());
    tensors['bn1.num_batches_tracked'] = {shape: [], data: new BigInt64Array([5n])};
    expect(() => loadParameters(build(), tensors)).not.toThrow();
  });

  test.each<{why: string; change: Record<string, ParameterTensor | undefined>; message: string}>([
    {why: 'missing', change: {'fc.bias': undefined}, message: '1 missing: fc.bias;'},
    {
      why: 'left over',
      change: {'fc2.bias': {shape: [10], data: new Float32Array(10)}},
      message: '1 not in the model: fc2.bias;',
    },
    {
      why: 'misshapen',
      change: {'fc.weight': {shape: [512, 10], data: new Float32Array(5120)}},
      message: '1 of the wrong form: fc.weight (expected shape [10,512], got [512,10]);',
    },
    {
      why: 'of another type',
      change: {'fc.bias': {shape: [10], data: new Uint16Array(10)}},
      message: 'fc.bias (expected a Float32Array, got Uint16Array)',
    },
    {
      why: 'of integers',
      change: {'fc.bias': {dtype: 'I32', shape: [10], data: new Int32Array(10)}},
      message: 'fc.bias (expected F32, F16, BF16, F64, got I32)',
    },
    {
      why: 'of half precision in another array',
      change: {'fc.bias': {dtype: 'F16', shape: [10], data: new Float32Array(10)}},
      message: 'fc.bias (expected a Uint16Array, got Float32Array)',
    },
    {
      why: 'short of values',
      change: {'fc.bias': {shape: [10], data: new Float32Array(9)}},
      message: 'fc.bias (expected 10 values, got 9)',
    },
    {
      why: 'all of these',
      change: {'fc.bias': undefined, 'fc2.bias': {shape: [1], data: new Float32Array(1)}},
      message: '1 missing: fc.bias; 1 not in the model: fc2.bias;',
    },
  ])('refuses parameters that are $why, and changes nothing', async ({change, message}) => {
    const tensors: Record<string, ParameterTensor> = await readParameters(build(1));
    for (const [name, tensor] of Object.entries(change)) {
      if (tensor) tensors[name] = tensor;
      else delete tensors[name];
    }
    const model = build(2);
    const before = await readParameters(model);
    expect(() => loadParameters(model, tensors)).toThrow(
      expect.objectContaining({code: 'PARAMETERS_MISMATCH', message: expect.stringContaining(message)}),
    );
    expect(await readParameters(model)).toEqual(before);
  });

  test('lists at most ten names', () => {
    const load = () => loadParameters(build(), {});
    expect(load).toThrow(/14 missing: conv1\.weight(, [\w.]+){9} and 4 more;/);
  });

  test('leaves no tensors behind', async () => {
    const tensors = await readParameters(build(1));
    const model = build(2);
    const before = tf.memory().numTensors;
    loadParameters(model, tensors);
    await readParameters(model);
    expect(tf.memory().numTensors).toBe(before);
  });
});
