import * as tf from '@tensorflow/tfjs';
import {beforeAll, describe, expect, test} from 'vitest';
import {type TensorFlowEngine, tensorflow} from '../engine.js';
import {attribute} from '../kernels/attributes.js';
import {relativeError} from '../testing/relative-error.js';
import {fastBiasGradients} from './bias-gradients.js';
import {constant, type GraphNode, placeholder} from './graph.js';
import type {Precision} from './record-step.js';

let engine: TensorFlowEngine;

beforeAll(async () => {
  engine = await tensorflow();
});

/** A sum of an input of a shape over some axes, as it is recorded. */
function sum(shape: number[], axes: number[], keepDims = false): GraphNode[] {
  const kept = shape.flatMap((length, axis) => (axes.includes(axis) ? (keepDims ? [1] : []) : [length]));
  return [
    placeholder('x', shape, 1),
    constant('axes', [axes.length], 3, Int32Array.from(axes)),
    {
      name: 'sum',
      op: 'Sum',
      inputs: ['x', 'axes'],
      attributes: [attribute.bool('keep_dims', keepDims), attribute.type('T', 'float32')],
      shapes: [kept],
    },
    {name: 'used', op: 'Neg', inputs: ['sum'], attributes: [attribute.type('T', 'float32')]},
  ];
}

test.each<{what: string; nodes: GraphNode[]; isProduct: boolean}>([
  {what: 'over all axes but the last', nodes: sum([2, 3, 3, 5], [0, 1, 2]), isProduct: true},
  {what: 'over the first of two', nodes: sum([4, 5], [0]), isProduct: true},
  {what: 'over the last too', nodes: sum([2, 3, 3, 5], [0, 1, 2, 3]), isProduct: false},
  {what: 'over others', nodes: sum([5, 3, 3, 5], [1, 2, 3]), isProduct: false},
  {what: 'that keeps its axes', nodes: sum([2, 3, 3, 5], [0, 1, 2], true), isProduct: false},
])('a sum $what', ({nodes, isProduct}) => {
  const rewritten = fastBiasGradients(nodes);
  expect(rewritten.some(({op}) => op === 'MatMul')).toBe(isProduct);
  expect(rewritten.some(({op}) => op === 'Sum')).toBe(!isProduct);
  expect(rewritten.filter(({name}) => name === 'sum')).toHaveLength(1);
  expect(rewritten.at(-1)).toEqual(nodes.at(-1));
});

describe.each<Precision>(['float32', 'bfloat16'])('%s', precision => {
  test('the gradient of a convolution’s bias has its values', async () => {
    const x = tf.randomNormal([3, 8, 8, 2], 0, 1, 'float32', 1);
    const kernel = tf.randomNormal([3, 3, 2, 5], 0, 1, 'float32', 2);
    const bias = tf.zeros([5]);
    const step = (...[x, kernel, bias]: tf.Tensor[]) => [
      tf.grad(bias => {
        const y = tf.add(tf.conv2d(x as tf.Tensor4D, kernel as tf.Tensor4D, 1, 'same'), bias);
        return tf.sum(tf.square(tf.relu(y)));
      })(bias!),
    ];
    const [expected] = step(x, kernel, bias);
    const compiled = engine.compile(step, {variables: [], precision});
    const [actual] = await compiled.run(x, kernel, bias);
    expect(actual!.shape).toEqual([5]);
    expect(relativeError(actual!, expected!)).toBeLessThan(precision === 'float32' ? 1e-6 : 2e-2);
    compiled.dispose();
    tf.dispose([x, kernel, bias, expected!, actual!]);
  });
});
