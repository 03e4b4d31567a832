import * as tf from '@tensorflow/tfjs';
import {beforeAll, describe, expect, test} from 'vitest';
import {type TensorFlowEngine, tensorflow} from '../engine.js';
import {attribute} from '../kernels/attributes.js';
import {relativeError} from '../testing/relative-error.js';
import {joinedBatchNorms} from './batch-norm-relu.js';
import {type GraphNode, placeholder} from './graph.js';

let engine: TensorFlowEngine;

beforeAll(async () => {
  engine = await tensorflow();
});

/** Batch norm with the readers of its first output that are named. */
function recorded(readers: readonly string[], {isTraining = true, channels = 4} = {}): GraphNode[] {
  const norm: GraphNode = {
    name: 'norm',
    op: 'FusedBatchNormV3',
    inputs: ['x', 'scale', 'offset', 'none', 'none'],
    attributes: [attribute.type('T', 'float32'), attribute.bool('is_training', isTraining)],
    shapes: [[2, 3, 3, channels]],
  };
  const inputs = [placeholder('x', [2, 3, 3, 4], 1), placeholder('scale', [4], 1), placeholder('offset', [4], 1)];
  const reading = readers.map((op, i) => ({
    name: `${op}_${i}`,
    op,
    inputs: ['norm'],
    attributes: [attribute.type('T', 'float32')],
  }));
  return [...inputs, placeholder('none', [0], 1), norm, ...reading];
}

const opsOf = (nodes: readonly GraphNode[]) => nodes.filter(({op}) => op !== 'Placeholder').map(({op}) => op);

describe('batch norm', () => {
  test('is one operation with the ReLU behind it', () => {
    const nodes = joinedBatchNorms(recorded(['Relu']), 'avx512');
    expect(opsOf(nodes)).toEqual(['_FusedBatchNormEx', 'Identity']);
    const {attributes} = nodes.find(({name}) => name === 'norm')!;
    expect(attributes.find(({name}) => name === 'activation_mode')?.value).toBe('Relu');
  });

  test.each([
    {why: 'somebody else reads it', nodes: recorded(['Relu', 'AddV2'])},
    {why: 'no ReLU is behind it', nodes: recorded(['AddV2'])},
    {why: 'nobody reads it', nodes: recorded([])},
    {why: 'its channels do not come in fours', nodes: recorded(['Relu'], {channels: 6})},
    {why: 'it goes by other statistics', nodes: recorded(['Relu'], {isTraining: false})},
  ])('stays where $why', ({nodes}) => {
    expect(joinedBatchNorms(nodes, 'avx512')).toEqual(nodes);
  });

  test.each(['onednn', 'others'] as const)('stays with kernels of another kind (%s)', kernels => {
    expect(joinedBatchNorms(recorded(['Relu']), kernels)).toEqual(recorded(['Relu']));
  });

  test.each(['float32', 'bfloat16'] as const)('has the values and gradients of the two in %s', async precision => {
    const x = tf.randomNormal([4, 5, 5, 16], 0, 1, 'float32', 1) as tf.Tensor4D;
    const filter = tf.randomNormal([1, 1, 16, 32], 0, 1, 'float32', 2) as tf.Tensor4D;
    const [scale, offset] = [tf.linspace(0.5, 1.5, 32), tf.linspace(-1, 1, 32)];
    const step = (x: tf.Tensor) => {
      const runKernel = tf.engine().runKernel.bind(tf.engine());
      const images = tf.conv2d(x as tf.Tensor4D, filter, 1, 'same');
      const inputs = {x: images, scale, offset};
      const [norm, mean, , r1, r2, r3] = runKernel('BatchNormTraining', inputs, {epsilon: 1e-5}) as tf.Tensor[];
      const y = tf.relu(norm!);
      const dy = runKernel('ReluGrad', {dy: images, y}) as tf.Tensor;
      const gradients = {dy, x: images, scale, r1: r1!, r2: r2!, r3: r3!};
      const [dx, dscale, doffset] = runKernel('BatchNormTrainingGrad', gradients, {epsilon: 1e-5}) as tf.Tensor[];
      return [y, mean!, dx!, dscale!, doffset!];
    };
    const expected = step(x);
    const compiled = engine.compile(step, {variables: [], precision});
    const actual = await compiled.run(x);
    for (const [i, one] of expected.entries()) {
      expect(relativeError(actual[i]!, one)).toBeLessThan(precision === 'float32' ? 1e-5 : 3e-2);
    }
    compiled.dispose();
    tf.dispose([x, filter, scale, offset, ...expected, ...actual]);
  });
});
