import * as tf from '@tensorflow/tfjs-core';
import {beforeAll, describe, expect, test} from 'vitest';
import {type TensorFlowEngine, tensorflow} from '../engine.js';
import type {NodeBackend} from '../tfjs-node/backend.js';
import type {Binding} from './binding.js';
import {DType} from './dtypes.js';

let engine: TensorFlowEngine;
let binding: Binding;

beforeAll(async () => {
  engine = await tensorflow();
  binding = (tf.backend() as NodeBackend).binding as Binding;
});

describe('tensors', () => {
  const cases: [string, number, number[], ArrayLike<number> | Uint8Array[], unknown][] = [
    ['float32', DType.float32, [2, 2], [1.5, -2, 0, 4], Float32Array.of(1.5, -2, 0, 4)],
    ['a float32 scalar', DType.float32, [], [7], Float32Array.of(7)],
    ['no values at all', DType.float32, [0, 3], [], new Float32Array(0)],
    ['int32', DType.int32, [3], [1, -2, 2 ** 30], Int32Array.of(1, -2, 2 ** 30)],
    ['bool', DType.bool, [2], [1, 0], Uint8Array.of(1, 0)],
    ['uint8', DType.uint8, [2], [255, 3], Uint8Array.of(255, 3)],
    ['complex64', DType.complex64, [1], [1, 2], Float32Array.of(1, 2)],
    ['int64, as int32 pairs in and int32 out', DType.int64, [2], [5, 0, -1, -1], Int32Array.of(5, -1)],
    [
      'strings, long and empty ones too',
      DType.string,
      [3],
      ['', 'kühl', 'x'.repeat(100)].map(text => new TextEncoder().encode(text)),
      ['', 'kühl', 'x'.repeat(100)].map(text => new TextEncoder().encode(text)),
    ],
  ];
  test.each(cases)('of %s go in and come out', (_, dtype, shape, values, expected) => {
    const before = binding.getNumOfTensors();
    const id = binding.createTensor(shape, dtype, values);
    expect(binding.metadata(id)).toEqual({id, shape, dtype});
    expect(binding.tensorDataSync(id)).toEqual(expected);
    binding.deleteTensor(id);
    expect(binding.getNumOfTensors()).toBe(before);
  });

  test('of the wrong number of values are refused', () => {
    expect(() => binding.createTensor([2, 2], DType.float32, [1, 2, 3])).toThrow(
      /float32\[2, 2\] takes 4 values, got 3/,
    );
  });

  test('that were disposed are refused', () => {
    expect(() => binding.tensorDataSync(-1)).toThrow(/Tensor -1 does not exist/);
  });
});

describe('operations', () => {
  test('take every kind of attribute', () => {
    const {TF_ATTR_TYPE, TF_ATTR_INT, TF_ATTR_STRING, TF_ATTR_FLOAT, TF_ATTR_BOOL, TF_ATTR_SHAPE} = binding;
    const type = {name: 'T', type: TF_ATTR_TYPE, value: DType.float32};
    const x = binding.createTensor([1, 3, 3, 1], DType.float32, Array(9).fill(1));
    const run = (op: string, attributes: Parameters<Binding['executeOp']>[1], inputs: number[]) => {
      const [result] = binding.executeOp(op, attributes, inputs, 1);
      return {shape: result!.shape, data: binding.tensorDataSync(result!.id)};
    };
    const window = {name: 'ksize', type: TF_ATTR_INT, value: [1, 2, 2, 1]};
    const strides = {name: 'strides', type: TF_ATTR_INT, value: [1, 1, 1, 1]};
    const padding = {name: 'padding', type: TF_ATTR_STRING, value: 'VALID'};
    expect(run('AvgPool', [type, window, strides, padding], [x]).data).toEqual(Float32Array.of(1, 1, 1, 1));
    expect(run('LeakyRelu', [type, {name: 'alpha', type: TF_ATTR_FLOAT, value: 0.5}], [x]).shape).toEqual([1, 3, 3, 1]);
    const keep = {name: 'keep_dims', type: TF_ATTR_BOOL, value: true};
    const axes = binding.createTensor([2], DType.int32, [1, 2]);
    expect(run('Sum', [type, {...type, name: 'Tidx', value: DType.int32}, keep], [x, axes]).shape).toEqual([
      1, 1, 1, 1,
    ]);
    const shape = {name: 'shape', type: TF_ATTR_SHAPE, value: [1, 3, 3, 1]};
    expect(run('EnsureShape', [type, shape], [x]).shape).toEqual([1, 3, 3, 1]);
    const squeeze = {name: 'squeeze_dims', type: TF_ATTR_INT, value: [0]};
    expect(run('Squeeze', [type, squeeze], [x]).shape).toEqual([3, 3, 1]);
    const types = {name: 'T', type: TF_ATTR_TYPE, value: [DType.float32, DType.int32]};
    expect(binding.executeOp('IdentityN', [types], [x, axes], 2).map(({dtype}) => dtype)).toEqual([1, 3]);
    const value = {name: 'value', type: 6, value: Uint8Array.of(8, 3, 18, 0, 56, 42)}; // a TensorProto: int32 scalar 42
    expect(run('Const', [{...type, name: 'dtype', value: DType.int32}, value], []).data).toEqual(Int32Array.of(42));
    const separator = {name: 'separator', type: TF_ATTR_STRING, value: '·'};
    const strings = ['a', 'b'].map(text => binding.createTensor([], DType.string, [new TextEncoder().encode(text)]));
    const joined = run('StringJoin', [{name: 'N', type: TF_ATTR_INT, value: 2}, separator], strings);
    expect(new TextDecoder().decode(joined.data[0] as unknown as Uint8Array)).toBe('a·b');
  });

  test('that fail say what TensorFlow says, and of which inputs', () => {
    const x = tf.zeros([2, 3]);
    const attributes = [{name: 'T', type: binding.TF_ATTR_TYPE, value: DType.float32}];
    const node = tf.backend() as NodeBackend;
    expect(() => node.executeSingleOutput('MatMul', attributes, [x, x])).toThrow(
      /MatMul\(float32\[2, 3\], float32\[2, 3\]\) failed: .*Matrix size-incompatible/,
    );
    expect(() => binding.executeOp('NoSuchOp', [], [], 1)).toThrow(/NoSuchOp/);
  });

  test('run asynchronously leave the event loop free, and fail as the others do', async () => {
    const side = 2000;
    const x = tf.randomNormal([side, side]);
    const [id] = (tf.backend() as NodeBackend).getInputTensorIds([x]);
    const attributes = [{name: 'T', type: binding.TF_ATTR_TYPE, value: DType.float32}];
    let isFree = false;
    setImmediate(() => {
      isFree = true;
    });
    const [result] = await binding.executeOpAsync('MatMul', attributes, [id!, id!], 1);
    expect(isFree).toBe(true);
    expect(binding.metadata(result!).shape).toEqual([side, side]);
    binding.deleteTensor(result!);
    x.dispose();
    await expect(binding.executeOpAsync('MatMul', attributes, [], 1)).rejects.toThrow(/MatMul/);
  });
});

test('the engine says what it is, and refuses other options', async () => {
  expect(engine.version).toMatch(/^2\.\d+/);
  expect(engine.devices.some(({type}) => type === 'CPU')).toBe(true);
  expect(await tensorflow()).toBe(engine);
  await expect(tensorflow({threads: 1})).rejects.toThrow(/loaded already/);
});
