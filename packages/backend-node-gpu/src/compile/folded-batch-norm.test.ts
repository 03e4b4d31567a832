import * as tf from '@tensorflow/tfjs';
import {afterEach, beforeAll, describe, expect, test} from 'vitest';
import type {Binding} from '../binding/binding.js';
import {type TensorFlowEngine, tensorflow} from '../engine.js';
import {relativeError} from '../testing/relative-error.js';
import type {NodeBackend} from '../tfjs-node/backend.js';
import {recordStep} from './record-step.js';

let engine: TensorFlowEngine;
let seed = 1;

beforeAll(async () => {
  engine = await tensorflow();
});

afterEach(() => {
  tf.disposeVariables();
});

const random = (...shape: number[]) => tf.variable(tf.randomUniform(shape, 0.2, 1, 'float32', seed++));
const convolve = (x: tf.Tensor, filter: tf.Tensor) => tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 1, 'same');

/** Batch norm over this many channels, and its variables. */
function norm(channels: number) {
  const variables = Array.from({length: 4}, () => random(channels));
  const [mean, variance, offset, scale] = variables as tf.Tensor[] as tf.Tensor1D[];
  return {variables, apply: (x: tf.Tensor) => tf.batchNorm(x, mean!, variance!, offset, scale, 1e-3)};
}

/** A forward pass of images `[2, 6, 6, 4]` and its variables. */
interface Network {
  forward(x: tf.Tensor): tf.Tensor;
  readonly variables: tf.Variable[];
}

const networks: Record<string, () => Network> = {
  'a convolution'() {
    const [filter, {variables, apply}] = [random(3, 3, 4, 6), norm(6)];
    return {forward: x => apply(convolve(x, filter)), variables: [filter, ...variables]};
  },
  'a convolution with a bias'() {
    const [filter, bias, {variables, apply}] = [random(3, 3, 4, 6), random(6), norm(6)];
    const conv2d = (x: tf.Tensor) =>
      tf.fused.conv2d({x: x as tf.Tensor4D, filter: filter as tf.Variable<tf.Rank.R4>, bias, strides: 1, pad: 'same'});
    return {forward: x => apply(conv2d(x)), variables: [filter, bias, ...variables]};
  },
  'a depthwise convolution'() {
    const [filter, {variables, apply}] = [random(3, 3, 4, 2), norm(8)];
    const conv2d = (x: tf.Tensor) => tf.depthwiseConv2d(x as tf.Tensor4D, filter as tf.Variable<tf.Rank.R4>, 1, 'same');
    return {forward: x => apply(conv2d(x)), variables: [filter, ...variables]};
  },
  'convolutions with a shortcut'() {
    const [first, second, one, two] = [random(3, 3, 4, 4), random(1, 1, 4, 4), norm(4), norm(4)];
    return {
      forward: x => tf.relu(tf.add(two.apply(convolve(tf.relu(one.apply(convolve(x, first))), second)), x)),
      variables: [first, second, ...one.variables, ...two.variables],
    };
  },
};

const images = () => tf.randomNormal([2, 6, 6, 4], 0, 1, 'float32', 5);

/** Names of the operations that a frozen recording has. */
function operations({forward, variables}: Network): string[] {
  const backend = tf.backend() as NodeBackend;
  const x = images();
  const options = {inputs: [x], variables, precision: 'float32', frozen: true} as const;
  const recorded = recordStep({backend, binding: backend.binding as Binding}, x => [forward(x)], options);
  x.dispose();
  return recorded.nodes.map(({op}) => op).filter(op => op !== 'Const');
}

describe.each(Object.entries(networks))('batch norm behind %s', (_, make) => {
  test('is folded', () => {
    const found = operations(make());
    expect(found.filter(op => /BatchNorm|Reshape/.test(op))).toEqual([]);
    expect(found.join()).toMatch(/BiasAdd|Fused/);
  });

  test.each(['float32', 'bfloat16'] as const)('has the values of single operations in %s', async precision => {
    const {forward, variables} = make();
    const x = images();
    const compiled = engine.compile(x => [forward(x)], {variables, precision, frozen: true});
    for (let i = 0; i < 2; i++) {
      const [expected, [actual]] = [forward(x), await compiled.run(x)];
      expect(relativeError(actual!, expected)).toBeLessThan(precision === 'float32' ? 1e-5 : 2e-2);
      for (const variable of variables) variable.assign(tf.add(variable, 0.5));
      tf.dispose([expected, actual!]);
    }
    compiled.dispose();
    x.dispose();
  });
});

describe('batch norm stays', () => {
  test('where something else needs the convolution', () => {
    const [filter, {variables, apply}] = [random(3, 3, 4, 6), norm(6)];
    const forward = (x: tf.Tensor) => {
      const y = convolve(x, filter);
      return tf.add(apply(y), y);
    };
    expect(operations({forward, variables: [filter, ...variables]})).toContain('FusedBatchNorm');
  });

  test('where the filter is computed', () => {
    const [filter, {variables, apply}] = [random(3, 3, 4, 6), norm(6)];
    const forward = (x: tf.Tensor) => apply(convolve(x, tf.square(filter)));
    expect(operations({forward, variables: [filter, ...variables]})).toContain('FusedBatchNorm');
  });

  test('behind what is no convolution', () => {
    const {variables, apply} = norm(4);
    expect(operations({forward: apply, variables})).toContain('FusedBatchNorm');
  });
});
