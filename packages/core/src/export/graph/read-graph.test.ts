import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import {beforeAll, describe, expect, test} from 'vitest';
import {createModel} from '../../networks/registry.js';
import {readGraph} from './read-graph.js';

beforeAll(() => tf.setBackend('cpu'));

const {layers} = tfl;
const image = () => tfl.input({shape: [4, 6, 2], name: 'image'});
const modelOf = (...chain: tfl.layers.Layer[]) => {
  const inputs = image();
  const outputs = chain.reduce((x, layer) => layer.apply(x) as tfl.SymbolicTensor, inputs);
  return tfl.model({inputs, outputs, name: 'net'});
};

test('operations in order, each after its inputs, with the shapes between them', async () => {
  const {input, nodes, output} = await readGraph(createModel('mnist-residual'));
  expect(input).toEqual({name: 'input', shape: [28, 28, 1]});
  expect(nodes.slice(0, 3)).toMatchObject([
    {name: 'conv1', operation: {kind: 'conv', groups: 1}, inputs: ['input'], shape: [24, 24, 16]},
    {name: 'conv1.pool', operation: {kind: 'maxPool'}, inputs: ['conv1'], inputShapes: [[24, 24, 16]]},
    {name: 'conv1.relu', operation: {kind: 'relu'}, inputs: ['conv1.pool']},
  ]);
  const known = new Set([input.name]);
  for (const {name, inputs} of nodes) {
    for (const source of inputs) expect(known).toContain(source);
    known.add(name);
  }
  expect(output).toBe('fc');
});

describe('layers', () => {
  test.each([
    ['a biased convolution', layers.conv2d({filters: 3, kernelSize: 3, padding: 'same'}), 'conv', [4, 6, 3]],
    [
      'zeros around images',
      layers.zeroPadding2d({
        padding: [
          [1, 2],
          [0, 3],
        ],
      }),
      'pad',
      [7, 9, 2],
    ],
    ['a mean', layers.globalAveragePooling2d({}), 'globalAveragePool', [2]],
    ['a permutation', layers.permute({dims: [3, 1, 2]}), 'permute', [2, 4, 6]],
    ['flattening', layers.flatten(), 'reshape', [48]],
  ])('%s', async (_, layer, kind, shape) => {
    const {nodes} = await readGraph(modelOf(layer));
    expect(nodes).toMatchObject([{operation: {kind}, shape}]);
  });

  test('channels first on channels last pads channels', async () => {
    const padding: [[number, number], [number, number]] = [
      [0, 0],
      [1, 2],
    ];
    const {nodes} = await readGraph(modelOf(layers.zeroPadding2d({padding, dataFormat: 'channelsFirst'})));
    expect(nodes[0]).toMatchObject({operation: {before: [0, 0, 0, 1], after: [0, 0, 0, 2]}, shape: [4, 6, 5]});
  });

  test('batch norm without scale and offset has ones and zeros', async () => {
    const {nodes} = await readGraph(modelOf(layers.batchNormalization({scale: false, center: false, epsilon: 0.5})));
    expect(nodes[0]!.operation).toMatchObject({
      epsilon: 0.5,
      scale: {data: Float32Array.of(1, 1)},
      offset: {data: Float32Array.of(0, 0)},
    });
  });

  test('dropout is left out, and a layer that is used twice has two nodes', async () => {
    const relu = layers.activation({activation: 'relu', name: 'relu'});
    const {nodes, output} = await readGraph(modelOf(relu, layers.dropout({rate: 0.5}), relu));
    expect(nodes.map(({name, inputs}) => [name, ...inputs])).toEqual([
      ['relu', 'image'],
      ['relu.1', 'relu'],
    ]);
    expect(output).toBe('relu.1');
  });
});

describe('refused', () => {
  const input = image();
  const y = layers.flatten().apply(input) as tfl.SymbolicTensor;
  test.each<[string, tfl.LayersModel, string]>([
    ['another class', modelOf(layers.upSampling2d({name: 'up'})), 'up: a UpSampling2D cannot be exported'],
    [
      'an activation within a layer',
      modelOf(layers.conv2d({filters: 1, kernelSize: 1, activation: 'relu', name: 'c'})),
      'c: a Conv2D with activation relu cannot be exported',
    ],
    [
      'dilation',
      modelOf(layers.conv2d({filters: 1, kernelSize: 1, dilationRate: 2, name: 'c'})),
      'c: a Conv2D with dilationRate 2,2 cannot be exported',
    ],
    [
      'another activation',
      modelOf(layers.activation({activation: 'elu', name: 'a'})),
      'a: a Activation with activation elu',
    ],
    ['a matrix of images', modelOf(layers.dense({units: 1, name: 'd'})), 'd: a Dense on tensors of rank 4'],
    ['two outputs', tfl.model({inputs: input, outputs: [y, y], name: 'two'}), 'two: expected a model of one input'],
  ])('%s', async (_, model, message) => {
    await expect(readGraph(model)).rejects.toMatchObject({
      code: 'CANNOT_EXPORT',
      message: expect.stringContaining(message),
    });
  });

  test('images of any size', async () => {
    const inputs = tfl.input({shape: [null, null, 3], name: 'any'});
    const outputs = layers.activation({activation: 'relu'}).apply(inputs) as tfl.SymbolicTensor;
    const message = expect.stringContaining('expected a known size, got [?,?,3]');
    await expect(readGraph(tfl.model({inputs, outputs}))).rejects.toMatchObject({code: 'CANNOT_EXPORT', message});
  });
});
