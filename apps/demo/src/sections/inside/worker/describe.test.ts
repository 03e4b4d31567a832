import '@tensorflow/tfjs-backend-wasm';
import {createModel, listModels, predictGeometry, readParameters, summarize} from '@residual/core';
import * as tf from '@tensorflow/tfjs-core';
import {beforeAll, expect, test} from 'vitest';
import {describeNetwork} from './describe.js';
import type {LayerPart} from './part.js';

beforeAll(async () => {
  await tf.setBackend('wasm');
  await tf.ready();
});

/** All layers of a description, one for each of equal blocks. */
function layersOf(name: string): LayerPart[] {
  return describeNetwork(name).stages.flatMap(({parts}) =>
    parts.flatMap(part => (part.kind === 'layer' ? part : part.parts)),
  );
}

const described = listModels().filter(({config}) => config);

test.each(described.map(info => [info.name, info] as const))('%s costs what arithmetic says', (name, info) => {
  const {parameters, multiplyAdds} = predictGeometry(info.config!, info);
  expect(describeNetwork(name)).toMatchObject({parameters, multiplyAdds, classes: info.classes});
});

test.each([
  'mnist-residual',
  'cats-dogs-notebook',
  'resnet34-v2',
  'se-resnet50',
  'cifar-resnet56',
  'cifar-bottleneck164',
])('%s is what its whole network is, field by field', name => {
  const model = createModel(name, {allocate: false});
  const summary = summarize(model);
  model.dispose();
  const {stages, activationBytes} = describeNetwork(name);
  expect(activationBytes).toBe(summary.activationBytes);
  expect(stages.map(({name, outputShape, field}) => ({name, outputShape, size: field?.last}))).toEqual(
    summary.stages.map(({name, outputShape, receptiveField}) => ({name, outputShape, size: receptiveField?.size[0]})),
  );
  const blocks = new Map(summary.stages.flatMap(({blocks}) => blocks).map(block => [block.name, block]));
  for (const part of stages.flatMap(({parts}) => parts)) {
    if (part.kind === 'layer') continue;
    const [first, last] = [blocks.get(part.name)!, blocks.get(part.last)!];
    expect(part).toMatchObject({
      shortcut: last.shortcut,
      parameters: last.parameters,
      field: {first: first.receptiveField?.size[0], last: last.receptiveField?.size[0]},
    });
  }
  expect(
    stages.flatMap(({parts}) => parts).reduce((sum, part) => sum + (part.kind === 'block' ? part.count : 0), 0),
  ).toBe(blocks.size);
});

test('weights have the names and shapes that PyTorch gives them', async () => {
  const model = createModel('cifar-resnet20-b');
  const parameters = await readParameters(model);
  model.dispose();
  const weights = layersOf('cifar-resnet20-b').flatMap(layer => layer.weights);
  expect(weights.length).toBeGreaterThan(40);
  for (const {name, shape} of weights) expect(shape, name).toEqual(parameters[name]?.shape);
});

test.each([
  ['resnet18', 18],
  ['resnet152', 152],
  ['se-resnet50', 50],
  ['cifar-resnet1202', 1202],
  ['mnist-residual', 7],
])('%s has %d layers', (name, depth) => {
  expect(describeNetwork(name).depth).toBe(depth);
});

test('equal blocks are told once, and how many there are', () => {
  const blocks = describeNetwork('cifar-resnet1202').stages.flatMap(({parts}) =>
    parts.filter(({kind}) => kind === 'block'),
  );
  expect(blocks.map(({name, ...block}) => [name, 'last' in block && block.last])).toEqual([
    ['layer1.0', 'layer1.199'],
    ['layer2.0', 'layer2.0'],
    ['layer2.1', 'layer2.199'],
    ['layer3.0', 'layer3.0'],
    ['layer3.1', 'layer3.199'],
  ]);
});

test('the image may have another size, down to the smallest', () => {
  const {smallest} = describeNetwork('cifar10-notebook');
  expect(describeNetwork('cifar10-notebook', {size: smallest, classes: 3}).stages.at(-1)!.outputShape).toEqual([3]);
  expect(() => describeNetwork('cifar10-notebook', {size: smallest - 1})).toThrow(/at least 75x75/);
  expect(describeNetwork('mnist-residual').smallest).toBe(16);
});

test.each([
  ['cifar10-notebook', ['stemBare', 'stemUnpadded', 'stemBiased', 'shortcutBiased', 'fixedAverage', 'unshuffled']],
  ['cifar10-notebook-inner-relu', ['innerRelu', 'stemBare']],
  ['fashion-notebook', ['biasedConvolutions', 'xavier', 'rawPixels']],
  ['cats-dogs-notebook', ['shortcut3x3', 'doubleSoftmax', 'biasedConvolutions']],
  ['mnist-residual', ['noBatchNorm', 'stemUnpadded5x5']],
  ['resnet50', ['bottleneck', 'strideIn3x3', 'shortcutProjection']],
  ['resnet50-v1', ['strideIn1x1']],
  ['resnet50-v2', ['preactivation']],
  ['resnet50-d', ['stemDeep', 'shortcutAveraged']],
  ['resnext50-32x4d', ['grouped']],
  ['se-resnet50', ['squeezeExcitation']],
  ['wide-resnet50-2', ['wide']],
  ['cifar-resnet20', ['stemSmall', 'shortcutZeros']],
  ['plain18', ['plain']],
] as const)('what is particular about %s is told: %j', (name, kinds) => {
  const {remarks, stages} = describeNetwork(name);
  expect(remarks.map(({kind}) => kind)).toEqual(expect.arrayContaining([...kinds]));
  expect(stages.map(stage => stage.name)).toEqual(expect.arrayContaining(remarks.map(({stage}) => stage)));
});

test('nothing of a network stays in memory', () => {
  const before = tf.memory().numTensors;
  describeNetwork('resnet152');
  expect(tf.memory().numTensors).toBe(before);
});
