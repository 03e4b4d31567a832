import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {basicBlock} from '../blocks/basic-block.js';
import {createModel} from '../networks/registry.js';
import {noise} from '../testing/noise.js';
import {activations} from './activations.js';

function images(shape: [number, number, number, number]): tf.Tensor4D {
  const size = shape.reduce((product, length) => product * length, 1);
  return tf.tensor4d(Float32Array.from(noise(size, -1)), shape);
}

/** A rectifier and a sum of its output with the image, whose figures can be worked out by hand. */
function handMade(): tfl.LayersModel {
  const input = tfl.input({shape: [1, 2, 2]});
  const branch = tfl.layers.activation({activation: 'relu', name: 'b.relu'}).apply(input) as tfl.SymbolicTensor;
  const sum = tfl.layers.add({name: 'b.add'}).apply([branch, input]) as tfl.SymbolicTensor;
  return tfl.model({inputs: input, outputs: sum});
}

describe('activations', () => {
  let before: number;
  beforeEach(() => {
    tf.disposeVariables();
    before = tf.memory().numTensors;
  });
  afterEach(() => expect(tf.memory().numTensors).toBe(before));

  test('are what is worked out by hand', async () => {
    const x = tf.tensor4d([3, -1, 0, -2], [1, 1, 2, 2]);
    const {layers, blocks} = await activations(handMade(), x);
    x.dispose();
    const deviation = (values: number[], mean: number) =>
      expect.closeTo(Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length), 5);
    expect(layers).toEqual([
      {
        ...{name: 'b.relu', type: 'Activation', mean: 0.75, min: 0, max: 3, zeros: 0.75, nonFinite: 0},
        deviation: deviation([3, 0, 0, 0], 0.75),
      },
      {
        ...{name: 'b.add', type: 'Add', mean: 0.75, min: -2, max: 6, zeros: 0.25, nonFinite: 0},
        deviation: deviation([6, -1, 0, -2], 0.75),
      },
    ]);
    const carried = expect.closeTo(Math.sqrt(14), 5);
    expect(blocks).toEqual([{name: 'b', branch: 3, carried, ratio: expect.closeTo(3 / Math.sqrt(14), 5)}]);
  });

  test('count values that are not finite', async () => {
    const x = tf.tensor4d([Number.NaN, Number.POSITIVE_INFINITY, 0, 1], [1, 1, 2, 2]);
    const {layers} = await activations(handMade(), x);
    x.dispose();
    expect(layers.at(-1)).toMatchObject({nonFinite: 2, zeros: 0.25, mean: Number.NaN});
  });

  test('have no ratio where a block carries nothing', async () => {
    const x = tf.zeros([1, 1, 2, 2]);
    const {blocks} = await activations(handMade(), x);
    x.dispose();
    expect(blocks).toEqual([{name: 'b', branch: 0, carried: 0}]);
  });

  test.each([true, false])('with training %s are those of the whole network, which stays as it is', async training => {
    const model = createModel('cifar-resnet8-b', {inputShape: [8, 8, 2], classes: 3});
    const x = images([2, 8, 8, 2]);
    const weights = () => model.weights.map(weight => [...weight.read().dataSync()]);
    const kept = weights();
    const {layers, blocks} = await activations(model, x, {training});
    expect(weights()).toEqual(kept);
    const logits = tf.tidy(() => [...(model.apply(x, {training}) as tf.Tensor).dataSync()]);
    const last = layers.at(-1)!;
    expect(last).toMatchObject({name: 'fc', type: 'Dense'});
    expect([last.min, last.max]).toEqual([Math.min(...logits), Math.max(...logits)]);
    expect(layers.map(({name}) => name).sort()).toEqual(
      model.layers
        .map(({name}) => name)
        .filter(name => name !== 'input')
        .sort(),
    );
    expect(blocks.map(({name}) => name)).toEqual(['layer1.0', 'layer2.0', 'layer3.0']);
    x.dispose();
    model.dispose();
  });

  test('compare a block with its input, or with its projection', async () => {
    const input = tfl.input({shape: [4, 4, 2]});
    const same = basicBlock(input, {filters: 2, name: 'layer1.0'});
    const wider = basicBlock(same, {filters: 4, stride: 2, name: 'layer2.0'});
    const model = tfl.model({inputs: input, outputs: wider});
    const x = images([2, 4, 4, 2]);
    const {blocks} = await activations(model, x);
    const outputs = ['layer1.0.bn2', 'layer2.0.bn2', 'layer2.0.downsample.1'].map(name => model.getLayer(name).output);
    const parts = tfl.model({inputs: input, outputs: outputs as tfl.SymbolicTensor[]});
    const norms = tf.tidy(() =>
      [x, ...(parts.apply(x, {training: true}) as tf.Tensor[])].map(part => tf.norm(part).dataSync()[0]!),
    );
    const [carried, branch, nextBranch, nextCarried] = norms.map(norm => expect.closeTo(norm, 4));
    expect(blocks).toMatchObject([
      {name: 'layer1.0', branch, carried},
      {name: 'layer2.0', branch: nextBranch, carried: nextCarried},
    ]);
    x.dispose();
    model.dispose();
  });

  test('hold no more than inference does', async () => {
    const model = createModel('cifar-resnet20', {inputShape: [8, 8, 1], norm: false});
    const x = images([1, 8, 8, 1]);
    const before = tf.memory().numTensors;
    let most = 0;
    for (const layer of model.layers) {
      const call = layer.call.bind(layer);
      layer.call = (...given) => {
        most = Math.max(most, tf.memory().numTensors - before);
        return call(...given);
      };
    }
    await activations(model, x);
    expect(most).toBeLessThan(8);
    x.dispose();
    model.dispose();
  });

  test('draw dropout from the seed', async () => {
    const model = createModel('cifar-resnet8', {inputShape: [8, 8, 1], dropout: 0.5});
    const x = images([2, 8, 8, 1]);
    const one = await activations(model, x);
    const same = await activations(model, x, {seed: 0});
    const other = await activations(model, x, {seed: 1});
    expect(same).toEqual(one);
    expect(other).not.toEqual(one);
    x.dispose();
    model.dispose();
  });
});
