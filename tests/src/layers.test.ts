import {type TensorFlowEngine, tensorflow} from '@residual/backend-node-gpu';
import {wasm} from '@residual/backend-web';
import {
  averagePool,
  batchNorm,
  blurPool,
  conv,
  dropout,
  flatten,
  linear,
  squeezeExcitation,
  stochasticDepth,
} from '@residual/core';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import {beforeAll, expect, test} from 'vitest';

let engine: TensorFlowEngine;

beforeAll(async () => {
  engine = await tensorflow();
});

/** A network of the layers that TF.js lacks, of which some drop values at random. */
function network({drops}: {drops: boolean}): tfl.LayersModel {
  const input = tfl.input({shape: [7, 7, 8]});
  let x = conv(input, {filters: 16, groups: 4, name: 'grouped'});
  x = batchNorm(x, {name: 'bn'});
  x = squeezeExcitation(x, {name: 'se'});
  x = stochasticDepth(x, {rate: drops ? 0.5 : 0, name: 'depth'});
  x = blurPool(x, {name: 'blur'});
  x = conv(x, {filters: 8, groups: 8, stride: 2, bias: true, name: 'strided'});
  x = averagePool(x, {size: 2, stride: 1, padding: 'same', name: 'average'});
  x = dropout(flatten(x, {name: 'flatten'}), {rate: drops ? 0.3 : 0, name: 'dropout'});
  return tfl.model({inputs: input, outputs: linear(x, {units: 3, name: 'fc'})});
}

/** Logits in training, and the gradients of their sum of squares. */
function step(model: tfl.LayersModel) {
  return (x: tf.Tensor, seed?: tf.Tensor): tf.Tensor[] => {
    let logits: tf.Tensor | undefined;
    const {grads} = tf.variableGrads(
      () => {
        const y = model.apply(x, {training: true, ...(seed && {seed})}) as tf.Tensor;
        logits = tf.keep(y);
        return tf.sum(tf.square(y)) as tf.Scalar;
      },
      model.trainableWeights.map(weight => weight.read() as tf.Variable),
    );
    return [logits!, ...Object.values(grads)];
  };
}

async function values(tensors: tf.Tensor[]): Promise<number[][]> {
  const read = await Promise.all(tensors.map(async tensor => [...(await tensor.data())]));
  tf.dispose(tensors);
  return read;
}

test('a compiled step with random layers equals the eager one, seed by seed', async () => {
  const model = network({drops: true});
  const variables = model.weights.map(weight => weight.read() as tf.Variable);
  const compiled = engine.compile(step(model), {variables});
  const x = tf.randomNormal([6, 7, 7, 8], 0, 1, 'float32', 1);
  const seeds = [
    [1, 1],
    [1, 2],
    [2, 1],
    [1, 1],
  ].map(seed => tf.tensor1d(seed, 'int32'));
  const eager = [];
  for (const seed of seeds) eager.push(await values(tf.tidy(() => step(model)(x, seed))));
  for (const [i, seed] of seeds.entries()) {
    const actual = await values(await compiled.run(x, seed));
    expect(actual.flat().length).toBe(eager[i]!.flat().length);
    for (const [j, value] of actual.flat().entries()) expect(value).toBeCloseTo(eager[i]!.flat()[j]!, 4);
  }
  expect(compiled.recordings).toBe(1);
  expect(eager[3]).toEqual(eager[0]);
  expect(eager[1]![0]).not.toEqual(eager[0]![0]);
  expect(eager[2]![0]).not.toEqual(eager[0]![0]);
  compiled.dispose();
  model.dispose();
  tf.dispose([x, ...seeds]);
});

test('without a seed, a step with random layers runs eagerly, and is not compiled', async () => {
  const model = network({drops: true});
  const variables = model.weights.map(weight => weight.read() as tf.Variable);
  const x = tf.randomNormal([6, 7, 7, 8], 0, 1, 'float32', 1);
  const draw = () => values(tf.tidy(() => step(model)(x)));
  expect(await draw()).not.toEqual(await draw());
  const compiled = engine.compile(step(model), {variables});
  await expect(compiled.run(x)).rejects.toThrow(expect.objectContaining({code: 'NOT_RECORDABLE'}));
  compiled.dispose();
  model.dispose();
  x.dispose();
});

test('on WASM they compute what TensorFlow computes', async () => {
  const results = [];
  for (const start of [tensorflow, wasm]) {
    await start();
    const model = network({drops: false});
    const x = tf.randomNormal([6, 7, 7, 8], 0, 1, 'float32', 1);
    const before = tf.memory().numTensors;
    results.push(await values(tf.tidy(() => step(model)(x))));
    expect(tf.memory().numTensors).toBe(before);
    model.dispose();
    x.dispose();
  }
  const [expected, actual] = results;
  for (const [i, tensor] of expected!.entries()) {
    const scale = Math.max(...tensor.map(Math.abs));
    for (const [j, value] of tensor.entries()) expect(Math.abs(actual![i]![j]! - value)).toBeLessThan(1e-4 * scale);
  }
});
