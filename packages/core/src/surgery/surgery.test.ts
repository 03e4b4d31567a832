import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import {beforeAll, describe, expect, test} from 'vitest';
import {batchNorm} from '../blocks/batch-norm.js';
import {conv} from '../blocks/conv.js';
import {relu} from '../blocks/elementwise.js';
import {linear} from '../blocks/linear.js';
import type {ResNetConfig} from '../networks/config.js';
import {createModel} from '../networks/registry.js';
import {resnet} from '../networks/resnet.js';
import {relativeDifference} from '../testing/measure.js';
import {noise} from '../testing/noise.js';
import {readParameters} from '../weights/read-parameters.js';
import {foldBatchNorm} from './fold-batch-norm.js';
import {freeze, unfreeze} from './freeze.js';
import {replaceHead} from './replace-head.js';

beforeAll(() => tf.setBackend('cpu'));

const side = 12;
const images = () => tf.tensor4d(Float32Array.from(noise(2 * side * side * 3, -1)), [2, side, side, 3]);
const outputs = (model: tfl.LayersModel) => [...tf.tidy(() => model.predict(images()) as tf.Tensor).dataSync()];
const count = (model: tfl.LayersModel, className: string) =>
  model.layers.filter(layer => layer.getClassName() === className).length;

const small = {depths: [1, 2], filters: [8, 16], stem: {kernelSize: 3, stride: 1}} as const;
const deep = {kernelSize: 3, stride: 2, deep: true, pool: {size: 3, stride: 2, padding: 1}} as const;

function build(config: Partial<ResNetConfig> = {}): tfl.LayersModel {
  const model = resnet({block: 'basic', ...small, ...config}, {inputShape: [side, side, 3], classes: 5, seed: 1});
  // As after training: scales, offsets and statistics that are all different.
  for (const [i, weight] of model.weights.entries()) {
    const [kind] = weight.originalName.split('/').slice(-1);
    const values = noise(tf.util.sizeFromShape(weight.shape as number[]), i);
    const center = {gamma: 1, moving_variance: 1.5, beta: 0, moving_mean: 0}[kind!];
    if (center !== undefined)
      weight.write(tf.tidy(() => tf.tensor1d(Float32Array.from(values, v => center + 0.5 * v))));
  }
  return model;
}

describe('foldBatchNorm', () => {
  test.each<[string, Partial<ResNetConfig>, left: number]>([
    ['basic', {}, 0],
    ['basic with biases', {bias: true, shortcut: '3x3'}, 0],
    ['bottleneck', {block: 'bottleneck', groupWidth: 64}, 0],
    ['grouped', {block: 'bottleneck', groups: 4, groupWidth: 16}, 0],
    ['zero padded shortcuts', {shortcut: 'A'}, 0],
    ['averaged shortcuts, deep stem', {shortcut: 'D', stem: deep}, 0],
    ['inner rectifier, biased shortcuts', {innerRelu: true, shortcut: 'biased'}, 0],
    ['squeeze and excitation', {squeezeExcitation: 4}, 0],
    ['anti-aliased', {antiAlias: true}, 0],
    ['stochastic depth and dropout', {stochasticDepth: 0.5, dropout: 0.5}, 0],
    ['plain', {shortcut: 'none'}, 0],
    // The first norms of blocks follow sums, as the last of the network does. That of the first block follows the stem,
    // which the shortcut takes too where it is an identity.
    ['pre-activation', {preactivation: true}, 4],
    ['pre-activation bottleneck', {block: 'bottleneck', preactivation: true}, 3],
    ['without batch norm', {norm: false}, 0],
  ])('%s: the same outputs, with %o', (_, config, left) => {
    const model = build(config);
    const folded = foldBatchNorm(model);
    expect(count(folded, 'BatchNormalization')).toBe(left);
    expect(relativeDifference(outputs(folded), outputs(model))).toBeLessThan(1e-5);
    expect(folded.name).toBe(model.name);
    expect(folded.outputShape).toEqual(model.outputShape);
  });

  test('a norm of the output, one that is shared, one behind a rectifier: only the first is folded', () => {
    const input = tfl.input({shape: [side, side, 3]});
    const shared = conv(input, {filters: 4, name: 'shared'});
    const rectified = relu(conv(input, {filters: 4, name: 'rectified'}), {name: 'relu'});
    const model = tfl.model({
      inputs: input,
      outputs: [
        batchNorm(conv(input, {filters: 4, name: 'alone'}), {name: 'bn.alone'}),
        batchNorm(shared, {name: 'bn.shared'}),
        relu(shared, {name: 'relu.shared'}),
        batchNorm(rectified, {name: 'bn.rectified'}),
      ],
    });
    const norms = foldBatchNorm(model).layers.filter(layer => layer.getClassName() === 'BatchNormalization');
    expect(norms.map(({name}) => name).sort()).toEqual(['bn.rectified', 'bn.shared']);
  });

  test('a convolution that is an output itself keeps its norm', () => {
    const input = tfl.input({shape: [side, side, 3]});
    const y = conv(input, {filters: 4, name: 'conv1'});
    const model = tfl.model({inputs: input, outputs: [y, batchNorm(y, {name: 'bn1'})]});
    expect(count(foldBatchNorm(model), 'BatchNormalization')).toBe(1);
  });

  test('a fully connected layer', () => {
    const input = tfl.input({shape: [6]});
    const model = tfl.model({inputs: input, outputs: batchNorm(linear(input, {units: 4, name: 'fc'}), {name: 'bn'})});
    const [, , mean, variance] = model.layers.at(-1)!.weights;
    mean!.write(tf.tensor1d([1, -2, 3, 0.5]));
    variance!.write(tf.tensor1d([0.1, 2, 1, 4]));
    const x = tf.tensor2d(Float32Array.from(noise(12, 0)), [2, 6]);
    const run = (of: tfl.LayersModel) => [...(of.predict(x) as tf.Tensor).dataSync()];
    const folded = foldBatchNorm(model);
    expect(count(folded, 'BatchNormalization')).toBe(0);
    expect(relativeDifference(run(folded), run(model))).toBeLessThan(1e-5);
  });

  test('has the convolutions’ names and biases, and lives on without the model that it was made of', async () => {
    const model = build();
    const expected = outputs(model);
    const folded = foldBatchNorm(model);
    expect(Object.keys(await readParameters(folded)).slice(0, 2)).toEqual(['conv1.weight', 'conv1.bias']);
    expect(outputs(model)).toEqual(expected);
    model.dispose();
    expect(relativeDifference(outputs(folded), expected)).toBeLessThan(1e-5);
  });

  test('makes no tensors but its weights, which go with it', () => {
    const model = build();
    const before = tf.memory().numTensors;
    const folded = foldBatchNorm(model);
    expect(tf.memory().numTensors).toBe(before + folded.weights.length);
    folded.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test('a large network with published form: ResNet-18', () => {
    const model = createModel('resnet18', {inputShape: [32, 32, 3], classes: 10});
    const folded = foldBatchNorm(model);
    expect([count(model, 'BatchNormalization'), count(folded, 'BatchNormalization')]).toEqual([20, 0]);
    expect(folded.countParams()).toBe(model.countParams() - 3 * 4800);
  });
});

describe('replaceHead', () => {
  test('has a new last layer of so many classes, and all others in common', async () => {
    const model = build();
    const tuned = replaceHead(model, {classes: 3, seed: 7});
    expect([tuned.outputShape, tuned.name]).toEqual([[null, 3], model.name]);
    const [before, after] = [await readParameters(model), await readParameters(tuned)];
    expect(Object.keys(after)).toEqual(Object.keys(before));
    expect(after['fc.weight']!.shape).toEqual([3, 16]);
    const body = model.layers.filter(({name}) => name !== 'fc');
    expect(tuned.layers.filter(({name}) => name !== 'fc')).toEqual(body);
    expect(tuned.layers.filter(layer => !model.layers.includes(layer)).map(({name}) => name)).toEqual(['fc']);
  });

  test('starts as a network of that seed and number of classes does', async () => {
    const fresh = await readParameters(createModel('cifar-resnet20', {classes: 4, seed: 3, initializer: 'pytorch'}));
    const tuned = await readParameters(replaceHead(createModel('cifar-resnet20'), {classes: 4, seed: 3}));
    expect(tuned['fc.weight']).toEqual(fresh['fc.weight']);
    expect(tuned['fc.bias']).toEqual(fresh['fc.bias']);
  });

  test('goes behind features', () => {
    expect(replaceHead(build({features: true}), {classes: 3}).outputShape).toEqual([null, 3]);
  });

  test.each([
    [{classes: 0}, 'BAD_OPTION', 'classes: expected a positive integer, got 0'],
    [{classes: 2, seed: 0.5}, 'BAD_OPTION', 'seed: expected an integer, got 0.5'],
  ])('refuses %o', (options, code, message) => {
    expect(() => replaceHead(build(), options)).toThrow(expect.objectContaining({code, message}));
  });

  test('refuses a model that ends with maps', () => {
    const input = tfl.input({shape: [side, side, 3]});
    const model = tfl.model({inputs: input, outputs: conv(input, {filters: 4, name: 'conv1'})});
    expect(() => replaceHead(model, {classes: 2})).toThrow(expect.objectContaining({code: 'SHAPE_MISMATCH'}));
  });
});

describe('freeze', () => {
  /** The stages whose parameters one training step with these gradients changes, and those whose statistics. */
  function trained(model: tfl.LayersModel): {learns: string[]; moves: string[]} {
    const values = () => new Map(model.weights.map(weight => [weight.originalName, weight.read().dataSync()]));
    const before = values();
    tf.tidy(() => {
      const variables = model.trainableWeights.map(weight => weight.read() as tf.Variable);
      const loss = () => tf.mean(tf.square(model.apply(images(), {training: true}) as tf.Tensor)) as tf.Scalar;
      const {grads} = tf.variableGrads(loss, variables);
      for (const variable of variables) variable.assign(tf.sub(variable, grads[variable.name]!));
    });
    const changed = [...values()].filter(([name, now]) => now.some((value, i) => value !== before.get(name)![i]));
    const stages = (statistics: boolean) => {
      const names = changed.map(([name]) => name).filter(name => name.includes('/moving_') === statistics);
      return [...new Set(names.map(name => name.split(/[./]/)[0]!))].sort();
    };
    return {learns: stages(false), moves: stages(true)};
  }

  const all = {learns: ['bn1', 'conv1', 'fc', 'layer1', 'layer2'], moves: ['bn1', 'layer1', 'layer2']};

  test.each([
    [undefined, all],
    ['stem', {learns: ['fc', 'layer1', 'layer2'], moves: ['layer1', 'layer2']}],
    ['layer1', {learns: ['fc', 'layer2'], moves: ['layer2']}],
    ['layer2', {learns: ['fc'], moves: []}],
  ])('until %s: what learns, and whose statistics move', (until, expected) => {
    const model = build();
    if (until) freeze(model, {until});
    expect(trained(model)).toEqual(expected);
  });

  test('frozen stages compute in training what they compute in inference', () => {
    const model = build();
    freeze(model, {until: 'layer2'});
    const inference = outputs(model);
    expect([...(model.apply(images(), {training: true}) as tf.Tensor).dataSync()]).toEqual(inference);
  });

  test('an earlier stage thaws those behind it, and unfreeze all', () => {
    const model = build();
    freeze(model, {until: 'layer2'});
    freeze(model, {until: 'stem'});
    expect(trained(model).learns).toEqual(['fc', 'layer1', 'layer2']);
    unfreeze(model);
    expect(trained(model)).toEqual(all);
  });

  test('a network keeps its parameters’ names and order', async () => {
    const model = build();
    const before = Object.keys(await readParameters(model)).sort();
    freeze(model, {until: 'layer1'});
    expect(Object.keys(await readParameters(model)).sort()).toEqual(before);
  });

  test('a stage that is not there', () => {
    expect(() => freeze(build(), {until: 'layer3'})).toThrow(
      expect.objectContaining({
        code: 'BAD_OPTION',
        message: 'until: expected one of stem, layer1, layer2, head, got layer3',
      }),
    );
  });
});
