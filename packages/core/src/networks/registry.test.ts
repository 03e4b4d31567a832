import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import {beforeAll, expect, test} from 'vitest';
import {summarize} from '../summary/summarize.js';
import {predictGeometry} from './predict-geometry.js';
import {createModel, listModels, modelInfo} from './registry.js';

beforeAll(() => tf.setBackend('cpu'));

test('names are unique, and each network is what the list says', () => {
  const models = listModels();
  expect(new Set(models.map(({name}) => name)).size).toBe(models.length);
  for (const {name, description, inputShape, classes, config} of models) {
    expect(description, name).toMatch(/\.$/);
    if (config) expect(predictGeometry(config, {inputShape, classes}).outputShape, name).toEqual([classes]);
  }
});

/** Parameters as torchvision, timm and the papers state them. */
test.each([
  ['resnet18', 11_689_512],
  ['resnet34', 21_797_672],
  ['resnet50', 25_557_032],
  ['resnet101', 44_549_160],
  ['resnet152', 60_192_808],
  ['resnet50-d', 25_576_264],
  ['resnext50-32x4d', 25_028_904],
  ['resnext101-32x8d', 88_791_336],
  ['wide-resnet50-2', 68_883_240],
  ['se-resnet50', 28_088_024],
  ['wide-resnet28-10', 36_479_194],
  ['cifar-resnet1202', 19_421_274],
])('%s has %d parameters', (name, parameters) => {
  const {config, ...info} = modelInfo(name);
  expect(predictGeometry(config!, info).parameters).toBe(parameters);
});

test.each(['mnist-residual', 'cifar-resnet20', 'cifar-preact20', 'cifar-bottleneck29'])('%s is built', name => {
  const model = createModel(name);
  const {inputShape, classes} = modelInfo(name);
  expect(model.name).toBe(name);
  expect(model.inputs[0]!.shape).toEqual([null, ...inputShape]);
  expect(model.outputs[0]!.shape).toEqual([null, classes]);
  model.dispose();
});

test.each(['mnist-residual', 'cifar-resnet20', 'resnet18-small'])(
  '%s is summarised without memory for its weights',
  name => {
    const before = tf.memory().numTensors;
    const model = createModel(name, {allocate: false});
    const whole = createModel(name);
    expect(summarize(model)).toEqual(summarize(whole));
    const kernels = model.weights.filter(({originalName}) => originalName.endsWith('kernel'));
    for (const kernel of kernels) expect(kernel.read().dataSync(), kernel.originalName).toHaveLength(1);
    model.dispose();
    whole.dispose();
    expect(tf.memory().numTensors).toBe(before);
  },
);

test('families have members of any depth', () => {
  expect(modelInfo('cifar-resnet68-b').config).toMatchObject({depths: [11, 11, 11]});
  expect(modelInfo('cifar-preact-bottleneck47').config).toMatchObject({depths: [5, 5, 5], preactivation: true});
});

test('options reach the network', () => {
  const model = createModel('mnist-residual', {inputShape: [32, 32, 3], classes: 2});
  expect([model.inputs[0]!.shape, model.outputs[0]!.shape]).toEqual([
    [null, 32, 32, 3],
    [null, 2],
  ]);
  const layers = createModel('cifar-resnet20', {squeezeExcitation: 4, dropout: 0.2}).layers.map(({name}) => name);
  expect(layers).toEqual(expect.arrayContaining(['layer3.2.se.fc1', 'dropout', 'fc']));
});

test.each([
  ['mnist-resdual', "model 'mnist-resdual' is not known: did you mean 'mnist-residual'?"],
  ['resnet5', "model 'resnet5' is not known: did you mean 'resnet50'?"],
  [
    'vit',
    /^model 'vit' is not known: expected one of listModels\(\), as resnet50, or of a family: cifar-resnet\{6n\+2\}/,
  ],
  ['cifar-resnet21', /is not known/],
  ['cifar-resnet2', /is not known/],
])('%s is not known', (name, message) => {
  expect(() => createModel(name)).toThrow(message);
});

test.each([
  ['mnist-plain', {dropout: 0.5}, /dropout: mnist-plain has no such option/],
  ['resnet18', {shortcuts: 'A'} as never, /shortcuts: a network has no such option; it has block, depths/],
  ['resnet18', {shortcut: 'E'} as never, /shortcut: expected one of A, B, C, D, biased, 3x3, none, got "E"/],
  ['resnet18', {depths: [2, 2], filters: [8, 8, 8, 8]}, /filters: expected a positive integer for each stage/],
])('%s refuses %o', (name, options, message) => {
  const build = () => createModel(name, options);
  expect(build).toThrow(expect.objectContaining({code: 'BAD_OPTION', message: expect.stringMatching(message)}));
});
