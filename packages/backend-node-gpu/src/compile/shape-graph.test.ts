import * as tf from '@tensorflow/tfjs-core';
import {afterEach, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import type {Binding} from '../binding/binding.js';
import {DType} from '../binding/dtypes.js';
import {tensorflow} from '../engine.js';
import {attribute} from '../kernels/attributes.js';
import {convolutionAttributes} from '../kernels/conv2d.js';
import type {NodeBackend} from '../tfjs-node/backend.js';
import {constant, placeholder} from './graph.js';
import {ShapeGraph} from './shape-graph.js';

let binding: Binding;
let graph: ShapeGraph;

beforeAll(async () => {
  await tensorflow();
  binding = (tf.backend() as NodeBackend).binding as Binding;
});

beforeEach(() => {
  graph = new ShapeGraph(binding);
  graph.add(placeholder('x', [2, 6, 6, 3], DType.float32), 0);
  graph.add(placeholder('w', [3, 3, 3, 5], DType.float32), 0);
  graph.add(constant('shape', [2], DType.int32, Int32Array.of(72, 3)), 0);
});

afterEach(() => graph.dispose());

const float = attribute.type('T', 'float32');

describe('a graph that is not computed', () => {
  test.each([
    ['Conv2D', ['x', 'w'], convolutionAttributes({padding: 'VALID', strides: [1, 2, 2, 1]}), [[2, 2, 2, 5]]],
    ['Reshape', ['x', 'shape'], [float, attribute.type('Tshape', 'int32')], [[72, 3]]],
    ['AddN', ['x', 'x', 'x'], [float, attribute.int('N', 3)], [[2, 6, 6, 3]]],
    ['Pack', ['x', 'x'], [float, attribute.int('N', 2), attribute.int('axis', 0)], [[2, 2, 6, 6, 3]]],
  ] as const)('tells the shapes of %s', (op, inputs, attributes, expected) => {
    const types = graph.add({name: 'node', op, inputs, attributes}, expected.length);
    expect(types).toEqual(expected.map(shape => ({shape, dtype: DType.float32})));
  });

  test('goes on from an output that is not the first', () => {
    const attributes = [float, attribute.int('num_split', 2)];
    graph.add(constant('axis', [], DType.int32, Int32Array.of(0)), 0);
    graph.add({name: 'split', op: 'Split', inputs: ['axis', 'x'], attributes}, 2);
    const [type] = graph.add({name: 'relu', op: 'Relu', inputs: ['split:1'], attributes: [float]}, 1);
    expect(type).toEqual({shape: [1, 6, 6, 3], dtype: DType.float32});
  });

  test.each([
    ['whose shape depends on values', {op: 'Where', inputs: ['x'], attributes: [float]}, 'NOT_RECORDABLE', /Where/],
    ['that TensorFlow does not know', {op: 'NoSuch', inputs: ['x'], attributes: []}, 'OPERATION_FAILED', /NoSuch/],
    [
      'of inputs that do not fit',
      {op: 'MatMul', inputs: ['x', 'w'], attributes: [float]},
      'OPERATION_FAILED',
      /MatMul/,
    ],
  ] as const)('refuses an operation %s', (_, node, code, message) => {
    const adding = () => graph.add({name: 'node', ...node}, 1);
    expect(adding).toThrow(expect.objectContaining({code, message: expect.stringMatching(message)}));
  });
});
