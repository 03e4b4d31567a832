import * as tf from '@tensorflow/tfjs';
import {expect, test} from 'vitest';
import {tensorflow} from '../engine.js';
import {attribute} from '../kernels/attributes.js';
import {type GraphNode, placeholder} from './graph.js';
import {joinedSums} from './residual-sums.js';

const T = attribute.type('T', 'float32');

/** An operation on what stands before it, which has the shape of its first input. */
function node(op: string, inputs: readonly string[], shape = [2, 3, 3, 4]): GraphNode {
  return {name: op.toLowerCase(), op, inputs, attributes: [T], shapes: [shape]};
}

const [x, row] = [placeholder('x', [2, 3, 3, 4], 1), placeholder('row', [4], 1)];
const [bias, sum] = [node('BiasAdd', ['x', 'row']), node('AddV2', ['biasadd', 'x'])];

test.each<{what: string; nodes: GraphNode[]; isJoined: boolean}>([
  {what: 'of a biased output and a shortcut', nodes: [x, row, bias, sum], isJoined: true},
  {what: 'with the biased output second', nodes: [x, row, bias, node('AddV2', ['x', 'biasadd'])], isJoined: true},
  {what: 'that broadcasts', nodes: [x, row, bias, node('AddV2', ['biasadd', 'row'])], isJoined: false},
  {what: 'behind no bias', nodes: [x, row, node('AddV2', ['x', 'x'])], isJoined: false},
])('a sum $what', ({nodes, isJoined}) => {
  const last = joinedSums(nodes).at(-1)!;
  expect(last.op).toBe(isJoined ? 'AddN' : 'AddV2');
  expect(last.attributes).toEqual(isJoined ? [T, attribute.int('N', 2)] : [T]);
  expect(last.inputs).toEqual(nodes.at(-1)!.inputs);
});

test.runIf(process.arch === 'x64')('convolution, bias, sum and ReLU become one operation on x64', async () => {
  const engine = await tensorflow();
  const filter = tf.variable(tf.randomNormal([1, 1, 4, 4])) as tf.Variable<tf.Rank.R4>;
  const bias = tf.variable(tf.ones([4]));
  const x = tf.ones([2, 3, 3, 4]);
  const step = (x: tf.Tensor) => [
    tf.relu(tf.add(tf.fused.conv2d({x: x as tf.Tensor4D, filter, bias, strides: 1, pad: 'same'}), x)),
  ];
  const profile = engine.profile(step, {inputs: [x], variables: [filter, bias], frozen: true, steps: 1});
  const operations = profile.operations.map(({operation}) => operation);
  expect(operations).toContainEqual(expect.stringMatching(/FusedConv2D/));
  expect(operations.filter(operation => /Add|Relu/.test(operation))).toEqual([]);
  tf.dispose([x, filter, bias]);
});
