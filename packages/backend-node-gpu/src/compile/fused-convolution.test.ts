import * as tf from '@tensorflow/tfjs';
import {beforeAll, describe, expect, test} from 'vitest';
import type {Binding} from '../binding/binding.js';
import {type TensorFlowEngine, tensorflow} from '../engine.js';
import {attribute} from '../kernels/attributes.js';
import {convolutionAttributes} from '../kernels/conv2d.js';
import type {NodeBackend} from '../tfjs-node/backend.js';
import {castConstants, fusedConvolutions} from './fused-convolution.js';
import {constant, type GraphNode, placeholder} from './graph.js';
import {convolutionKernels} from './processor.js';

let engine: TensorFlowEngine;

beforeAll(async () => {
  engine = await tensorflow();
});

const T = attribute.type('T', 'float32');
const MAP = [2, 3, 3, 4];

/** An operation under a name of its own. */
function node(name: string, op: string, inputs: readonly string[], shape = MAP): GraphNode {
  return {
    name,
    op,
    inputs,
    attributes: op === 'Conv2D' ? convolutionAttributes({padding: 'SAME'}) : [T],
    shapes: [shape],
  };
}

const inputs = [placeholder('x', MAP, 1), placeholder('filter', [1, 1, 4, 4], 1), placeholder('bias', [4], 1)];
const [conv, biased] = [node('conv', 'Conv2D', ['x', 'filter']), node('biased', 'BiasAdd', ['conv', 'bias'])];
const [sum, relu] = [node('sum', 'AddV2', ['x', 'biased']), node('relu', 'Relu', ['sum'])];

/** Names, inputs and what is joined of the operations that are left. */
function left(nodes: readonly GraphNode[]) {
  return fusedConvolutions([...inputs, ...nodes])
    .slice(inputs.length)
    .map(({name, op, inputs, attributes}) => {
      const joined = attributes.find(({name}) => name === 'fused_ops')?.value ?? op;
      return `${name}: ${joined} of ${inputs}`;
    });
}

describe('one operation are', () => {
  test.each<[string, GraphNode[], string[]]>([
    ['convolution and bias', [conv, biased], ['biased: BiasAdd of x,filter,bias']],
    ['and ReLU', [conv, biased, node('relu', 'Relu', ['biased'])], ['relu: BiasAdd,Relu of x,filter,bias']],
    ['and a shortcut', [conv, biased, sum], ['sum: BiasAdd,Add of x,filter,bias,x']],
    ['and all of them', [conv, biased, sum, relu], ['relu: BiasAdd,Add,Relu of x,filter,bias,x']],
    [
      'and a convolution in the shortcut, which is added',
      [
        node('short', 'Conv2D', ['x', 'filter']),
        node('shortcut', 'BiasAdd', ['short', 'bias']),
        conv,
        biased,
        node('sum', 'AddV2', ['biased', 'shortcut']),
        relu,
      ],
      ['biased: BiasAdd of x,filter,bias', 'relu: BiasAdd,Add,Relu of x,filter,bias,biased'],
    ],
  ])('%s', (_, nodes, expected) => {
    expect(left(nodes)).toEqual(expected);
  });

  test.each<[string, GraphNode[], string[]]>([
    [
      'not the sum where shapes differ',
      [conv, biased, node('sum', 'AddV2', ['biased', 'bias'])],
      ['biased: BiasAdd of x,filter,bias', 'sum: AddV2 of biased,bias'],
    ],
    [
      'not what something else reads',
      [conv, biased, node('relu', 'Relu', ['biased']), node('mean', 'Mean', ['biased'])],
      ['biased: BiasAdd of x,filter,bias', 'relu: Relu of biased', 'mean: Mean of biased'],
    ],
    [
      'not a convolution without bias',
      [conv, node('relu', 'Relu', ['conv'])],
      ['conv: Conv2D of x,filter', 'relu: Relu of conv'],
    ],
  ])('%s', (_, nodes, expected) => {
    expect(left(nodes)).toEqual(expected);
  });

  test('with oneDNN, in a step whose variables are built in', () => {
    const {binding} = tf.backend() as NodeBackend;
    const filter = tf.variable(tf.randomNormal([1, 1, 4, 4])) as tf.Variable<tf.Rank.R4>;
    const bias = tf.variable(tf.ones([4]));
    const x = tf.ones(MAP);
    const step = (x: tf.Tensor) => [
      tf.relu(tf.add(tf.fused.conv2d({x: x as tf.Tensor4D, filter, bias, strides: 1, pad: 'same'}), x)),
    ];
    const profile = engine.profile(step, {inputs: [x], variables: [filter, bias], frozen: true, steps: 1});
    const operations = profile.operations.map(({operation}) => operation);
    if (convolutionKernels(binding as Binding) !== 'others') {
      expect(operations.filter(operation => /Conv|Add|Relu/.test(operation))).toEqual(['_MklNativeFusedConv2D']);
    }
    tf.dispose([x, filter, bias]);
  });
});

test('constants are cast as TensorFlow casts them', () => {
  const values = Float32Array.of(1, -1.00390625, 1.01171875, 3.14159274, 1e-40, -0, 65504, 1.99609375, 2.0078125);
  const cast: GraphNode = {
    name: 'cast',
    op: 'Cast',
    inputs: ['values'],
    attributes: [attribute.type('SrcT', 'float32'), attribute.type('DstT', 'bfloat16')],
  };
  const [, rounded] = castConstants([constant('values', [values.length], 1, values), cast]);
  const {binding} = tf.backend() as NodeBackend;
  const id = binding.createTensor([values.length], 1, values);
  const [expected] = binding.executeOp('Cast', [...cast.attributes, attribute.bool('Truncate', false)], [id], 1);
  expect([...(rounded!.values as Uint16Array)]).toEqual([...(binding.tensorDataSync(expected!.id) as Uint16Array)]);
  for (const tensor of [id, expected!.id]) binding.deleteTensor(tensor);
});
