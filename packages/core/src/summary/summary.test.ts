import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import {beforeAll, expect, test} from 'vitest';
import type {ResNetConfig} from '../networks/config.js';
import {createModel} from '../networks/registry.js';
import {resnet} from '../networks/resnet.js';
import {readReference} from '../testing/reference.js';
import {summarize} from './summarize.js';

beforeAll(() => tf.setBackend('cpu'));

/** A network of few channels, which is built at once. */
function narrow(config: Partial<ResNetConfig> = {}, size = 224): tfl.LayersModel {
  const depths = config.depths ?? [2, 2, 2, 2];
  const filters = depths.map(() => 4);
  const options = {inputShape: [size, size, 3], classes: 5} as const;
  return resnet({block: 'basic', depths, filters, ...config}, options);
}

test.each([
  ['seed-mnist', 'mnist-residual'],
  ['seed-cifar', 'cifar10-notebook'],
  ['seed-cifar-inner-relu', 'cifar10-notebook-inner-relu'],
  ['seed-fashion', 'fashion-notebook'],
  ['seed-cat-dog', 'cats-dogs-notebook'],
  ['cifar-resnet20', 'cifar-resnet20'],
  ['cifar-resnet20-b', 'cifar-resnet20-b'],
  ['cifar-preact20', 'cifar-preact20'],
  ['cifar-plain20', 'cifar-plain20'],
  ['resnet18', 'resnet18'],
  ['resnet50', 'resnet50'],
])('%s: parameters and multiply-adds are those of PyTorch', (file, name) => {
  const {parameters, macs, inputNCHW, evalLogits, parameterShapes} = readReference(file);
  const [, channels, height, width] = inputNCHW;
  const classes = Object.values(parameterShapes).at(-1)![0]!;
  expect(evalLogits[0]!.length).toBeLessThanOrEqual(classes);
  const model = createModel(name, {inputShape: [height, width, channels], classes});
  const summary = summarize(model);
  expect(summary).toMatchObject({parameters, multiplyAdds: macs, outputShape: [classes]});
  for (const cost of ['parameters', 'multiplyAdds', 'activationBytes'] as const) {
    const sum = summary.stages.reduce((sum, stage) => sum + stage[cost], 0);
    expect(sum).toBe(summary[cost]);
  }
  model.dispose();
});

test('a layer', () => {
  const {layers} = summarize(createModel('mnist-residual'));
  expect(layers.find(({name}) => name === 'rblock1.conv2')).toEqual({
    name: 'rblock1.conv2',
    type: 'Conv2D',
    stage: 'rblock1',
    block: 'rblock1',
    inputs: ['rblock1.conv1.relu'],
    outputShape: [12, 12, 16],
    kernel: {kind: 'conv', size: [3, 3], stride: [1, 1], dilation: [1, 1], groups: 1},
    parameters: 3 * 3 * 16 * 16 + 16,
    multiplyAdds: 12 * 12 * 3 * 3 * 16 * 16,
    activationBytes: 12 * 12 * 16 * 4,
    // 5x5, pooling by 2, then two 3x3 whose steps are 2 pixels.
    receptiveField: {size: [5 + 1 + 4 + 4, 5 + 1 + 4 + 4], jump: [2, 2]},
  });
  expect(layers.find(({name}) => name === 'fc')).toMatchObject({parameters: 5130, multiplyAdds: 5120});
  // Neither takes memory of its own.
  for (const name of ['input', 'flatten']) {
    expect(layers.find(layer => layer.name === name)).toMatchObject({activationBytes: 0});
  }
});

test('a branch comes whole, then its shortcut', () => {
  const {layers} = summarize(narrow({filters: [4, 8, 8, 8]}));
  const names = layers.filter(({block}) => block === 'layer2.0').map(({name}) => name.replace('layer2.0.', ''));
  const branch = ['conv1.pad', 'conv1', 'bn1', 'conv1.relu', 'conv2', 'bn2'];
  expect(names).toEqual([...branch, 'downsample.0', 'downsample.1', 'add', 'relu']);
});

test('stages, and blocks with their inputs', () => {
  const {stages} = summarize(narrow());
  expect(stages.map(({name}) => name)).toEqual(['stem', 'layer1', 'layer2', 'layer3', 'layer4', 'head']);
  expect(stages.map(({blocks}) => blocks.length)).toEqual([0, 2, 2, 2, 2, 0]);
  expect(stages[2]!.blocks[0]).toMatchObject({
    name: 'layer2.0',
    inputShape: [56, 56, 4],
    outputShape: [28, 28, 4],
    shortcut: 'projection',
  });
});

test('what lies between two stages is a stage of its own', () => {
  const {stages} = summarize(createModel('mnist-residual'));
  expect(stages.map(({name}) => name)).toEqual(['stem', 'rblock1', 'conv2', 'rblock2', 'head']);
});

test.each<[Partial<ResNetConfig>, string, string]>([
  [{shortcut: 'A', filters: [4, 8, 8, 8]}, 'zeros', 'identity'],
  [{shortcut: 'B'}, 'projection', 'identity'],
  [{shortcut: 'C'}, 'projection', 'projection'],
  [{shortcut: 'D'}, 'projection', 'identity'],
  [{shortcut: 'none'}, 'none', 'none'],
  [{preactivation: true}, 'projection', 'identity'],
])('shortcuts of %j', (config, first, second) => {
  const [block, next] = summarize(narrow(config)).stages[2]!.blocks;
  expect([block!.shortcut, next!.shortcut]).toEqual([first, second]);
});

test.each<[string, Partial<ResNetConfig>, number]>([
  // The known ones of torchvision's networks.
  ['resnet18', {depths: [2, 2, 2, 2]}, 435],
  ['resnet34', {depths: [3, 4, 6, 3]}, 899],
  ['resnet50', {block: 'bottleneck', depths: [3, 4, 6, 3]}, 427],
  // Gates see the whole image, and are left out.
  ['se-resnet18', {squeezeExcitation: 2}, 435],
])('receptive field of %s', (_, config, size) => {
  const {stages} = summarize(narrow(config));
  expect(stages.at(-2)!.receptiveField).toEqual({size: [size, size], jump: [32, 32]});
  // The head takes all of 7x7 positions.
  expect(stages.at(-1)!.receptiveField).toEqual({size: [size + 6 * 32, size + 6 * 32], jump: [0, 0]});
});

test('frozen layers stay parameters, but are not trainable', () => {
  const model = createModel('mnist-residual');
  model.getLayer('conv1').trainable = false;
  expect(summarize(model)).toMatchObject({parameters: 41514, trainableParameters: 41514 - 416});
});
