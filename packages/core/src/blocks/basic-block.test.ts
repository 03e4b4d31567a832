import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import {beforeAll, expect, test} from 'vitest';
import {basicBlock} from './basic-block.js';
import {batchNorm} from './batch-norm.js';
import type {BlockOptions} from './block-options.js';
import {identity} from './shortcuts.js';

beforeAll(() => tf.setBackend('cpu'));

const input = () => tfl.input({shape: [8, 6, 16], name: 'input'});

function layersOf(options: Omit<BlockOptions, 'name'>): {names: string[]; shape: (number | null)[]} {
  const x = input();
  const output = basicBlock(x, {...options, name: 'layer1.0'});
  const model = tfl.model({inputs: x, outputs: output});
  const names = model.layers.map(layer => layer.name.replace('layer1.0.', ''));
  return {names: names.filter(name => name !== 'input').sort(), shape: output.shape};
}

const plain = ['conv1', 'conv1.relu', 'conv2', 'relu'];
const norms = ['bn1', 'bn2'];

test.each<{options: Omit<BlockOptions, 'name'>; layers: string[]; shape: number[]}>([
  {options: {filters: 16}, layers: [...plain, ...norms, 'add'], shape: [8, 6, 16]},
  {options: {filters: 16, norm: false, bias: true}, layers: [...plain, 'add'], shape: [8, 6, 16]},
  {options: {filters: 16, shortcut: false}, layers: [...plain, ...norms], shape: [8, 6, 16]},
  {
    options: {filters: 32, stride: 2},
    layers: [...plain, ...norms, 'add', 'conv1.pad', 'downsample.0', 'downsample.1'],
    shape: [4, 3, 32],
  },
  {options: {filters: 32, norm: false}, layers: [...plain, 'add', 'downsample'], shape: [8, 6, 32]},
])('$options', ({options, layers, shape}) => {
  expect(layersOf(options)).toEqual({names: layers.sort(), shape: [null, ...shape]});
});

test('the norm is a function, so that its constants can be chosen', () => {
  const output = basicBlock(input(), {
    filters: 16,
    norm: (x, {name}) => batchNorm(x, {name, epsilon: 0.001}),
    name: 'layer1.0',
  });
  const [first] = output.sourceLayer.inboundNodes[0]!.inboundLayers[0]!.inboundNodes[0]!.inboundLayers;
  expect(first!.getConfig()).toMatchObject({name: 'layer1.0.bn2', epsilon: 0.001});
});

test('an identity cannot carry the input past a change of shape', () => {
  const build = () => basicBlock(input(), {filters: 32, stride: 2, shortcut: identity, name: 'layer1.0'});
  expect(build).toThrow(
    expect.objectContaining({
      code: 'SHAPE_MISMATCH',
      message: expect.stringContaining('layer1.0.add: expected two tensors of one shape, got [4,3,32] and [8,6,16]'),
    }),
  );
});

test('with the convolutions at zero, the input goes through the shortcut unchanged but for the rectifier', () => {
  const x = input();
  const block = basicBlock(x, {filters: 16, norm: false, shortcut: identity, name: 'layer1.0'});
  const model = tfl.model({inputs: x, outputs: block});
  for (const weight of model.weights) weight.write(tf.zerosLike(weight.read()));
  const values = tf.randomNormal([2, 8, 6, 16], 0, 1, 'float32', 7);
  expect((model.apply(values) as tf.Tensor).arraySync()).toEqual(tf.relu(values).arraySync());
});
