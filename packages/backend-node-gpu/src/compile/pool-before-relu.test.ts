import * as tf from '@tensorflow/tfjs';
import {beforeAll, expect, test} from 'vitest';
import type {Binding} from '../binding/binding.js';
import {type TensorFlowEngine, tensorflow} from '../engine.js';
import type {NodeBackend} from '../tfjs-node/backend.js';
import {recordStep} from './record-step.js';

let engine: TensorFlowEngine;

beforeAll(async () => {
  engine = await tensorflow();
});

/** ReLU with the gradient that `@residual/train` gives it. */
const relu = tf.customGrad((x, save) => {
  const y = tf.relu(x as tf.Tensor);
  (save as tf.GradSaveFunc)([y]);
  return {
    value: y,
    gradFunc: (dy: tf.Tensor, [y]: tf.Tensor[]) => tf.engine().runKernel('ReluGrad', {dy, y: y!}) as tf.Tensor,
  };
});

/** The weighted sum of what max pooling makes of rectified images, and its gradient. */
function stepOf(pooling: (rectified: tf.Tensor4D) => tf.Tensor) {
  const sum = (x: tf.Tensor) => {
    const maxima = pooling(relu(x) as tf.Tensor4D);
    return tf.sum(tf.mul(maxima, tf.reshape(tf.linspace(-1, 1, maxima.size), maxima.shape)));
  };
  return (x: tf.Tensor) => {
    const {value, grad} = tf.valueAndGrad(sum)(x);
    return [value, grad];
  };
}

const AROUND: [[number, number], [number, number], [number, number], [number, number]] = [
  [0, 0],
  [1, 1],
  [1, 1],
  [0, 0],
];

/** As between ResNet's first convolution and its stages: values that are never the greatest, around. */
const padded = (x: tf.Tensor4D) => tf.maxPool(tf.pad4d(x, AROUND, Number.NEGATIVE_INFINITY), 3, 2, 'valid');
const plain = (x: tf.Tensor4D) => tf.maxPool(x, 2, 2, 'valid');

/** Half of the values are below zero, and many are equal. */
const images = () => tf.round(tf.randomNormal([2, 8, 8, 4], 0, 1.5, 'float32', 1));

/** The operations of ReLU in a recording, with the shapes that they give. */
function rectified(step: (x: tf.Tensor) => tf.Tensor[]): string[] {
  const backend = tf.backend() as NodeBackend;
  const x = images();
  const options = {inputs: [x], variables: [], precision: 'float32'} as const;
  const {nodes} = recordStep({backend, binding: backend.binding as Binding}, step, options);
  x.dispose();
  return nodes.filter(({op}) => op === 'Relu' || op === 'ReluGrad').map(({op, shapes}) => `${op} ${shapes?.[0]}`);
}

test.each([
  {what: 'with padding', pooling: padded},
  {what: 'without', pooling: plain},
])('ReLU and its gradient go over the smaller map, with the same results ($what)', async ({pooling}) => {
  const step = stepOf(pooling);
  expect(rectified(step)).toEqual(['Relu 2,4,4,4', 'ReluGrad 2,4,4,4']);
  const x = images();
  const expected = step(x);
  const compiled = engine.compile(step, {variables: []});
  const actual = await compiled.run(x);
  const valuesOf = (tensors: tf.Tensor[]) => tensors.map(tensor => Array.from(tensor.dataSync(), value => value + 0)); // -0 is 0
  expect(valuesOf(actual)).toEqual(valuesOf(expected));
  compiled.dispose();
  tf.dispose([x, ...expected, ...actual]);
});

test.each<{what: string; pooling: (rectified: tf.Tensor4D) => tf.Tensor}>([
  {what: 'ReLU', pooling: x => tf.add(plain(x), tf.mean(x))},
  {what: 'the maxima twice', pooling: x => tf.add(plain(x), tf.mean(plain(x)))},
])('everything stays where something else reads $what', ({pooling}) => {
  expect(rectified(stepOf(pooling)).sort()).toEqual(['Relu 2,8,8,4', 'ReluGrad 2,8,8,4']);
});
