import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import {beforeAll, expect, test} from 'vitest';
import {summarize} from '../summary/summarize.js';
import {parameterName} from '../weights/parameter-name.js';
import {createModel} from './registry.js';

beforeAll(() => tf.setBackend('cpu'));

test.each([
  ['cifar10-notebook-bottleneck', [256, 512, 1024, 2048]],
  ['cifar10-notebook-preactivation', [64, 128, 256, 512]],
])('%s: an exercise on the second notebook, with its maps', (name, channels) => {
  const model = createModel(name);
  const maps = summarize(model).stages.filter(({name: stage}) => stage.startsWith('layer'));
  expect(maps.map(({outputShape}) => outputShape)).toEqual(
    [22, 11, 6, 3].map((side, stage) => [side, side, channels[stage]]),
  );
  expect(model.outputShape).toEqual([null, 10]);
  model.dispose();
});

test('a bottleneck has three convolutions, and the notebook’s inner rectifier', () => {
  const model = createModel('cifar10-notebook-bottleneck');
  const names = model.weights.map(({originalName}) => parameterName(originalName));
  expect(names).toEqual(
    expect.arrayContaining([
      'conv1.bias',
      'layer1.0.conv3.weight',
      'layer1.0.bn3.running_var',
      'layer2.0.downsample.0.bias',
    ]),
  );
  expect(names.some(name => name.startsWith('bn1.'))).toBe(false);
  expect(model.layers.map(({name}) => name)).toContain('layer1.0.inner.relu');
  model.dispose();
});

test('pre-activation has a norm before each convolution and one at the end of the stages', () => {
  const model = createModel('cifar10-notebook-preactivation');
  const layers = model.layers.map(({name}) => name);
  expect(layers.indexOf('layer2.1.bn1')).toBeLessThan(layers.indexOf('layer2.1.conv1'));
  expect(layers).toContain('bn');
  expect(layers.some(name => name.endsWith('inner.relu'))).toBe(false);
  model.dispose();
});
