import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import {beforeAll, describe, expect, test} from 'vitest';
import {noise} from '../testing/noise.js';
import {batchNorm} from './batch-norm.js';

beforeAll(() => tf.setBackend('cpu'));

function build(): tfl.LayersModel {
  const input = tfl.input({shape: [4, 4, 3]});
  return tfl.model({inputs: input, outputs: batchNorm(input, {name: 'bn1'})});
}

const batch = () => tf.tensor4d(Float32Array.from(noise(96, 0)), [2, 4, 4, 3]);

const read = (model: tfl.LayersModel) =>
  Object.fromEntries(model.weights.map(weight => [weight.originalName, weight.read().arraySync()]));

test('starts as PyTorch does', () => {
  const zeros = [0, 0, 0];
  const ones = [1, 1, 1];
  expect(read(build())).toEqual({
    'bn1/gamma': ones,
    'bn1/beta': zeros,
    'bn1/moving_mean': zeros,
    'bn1/moving_variance': ones,
  });
});

test('training moves the running statistics a tenth of the way, inference leaves them', () => {
  const model = build();
  const x = batch();
  const {mean, variance} = tf.moments(x, [0, 1, 2]);
  model.apply(x, {training: true});
  const moved = read(model);
  tf.test_util.expectArraysClose(moved['bn1/moving_mean'] as number[], tf.mul(mean, 0.1).arraySync() as number[], 1e-6);
  const unbiased = tf.mul(variance, 32 / 31);
  const expected = tf.add(0.9, tf.mul(unbiased, 0.1)).arraySync() as number[];
  tf.test_util.expectArraysClose(moved['bn1/moving_variance'] as number[], expected, 1e-6);
  model.apply(x, {training: false});
  expect(read(model)).toEqual(moved);
});

test('a training pass leaves nothing behind but its output, inside a gradient and outside', () => {
  const model = build();
  const x = batch();
  const before = tf.memory().numTensors;
  tf.dispose(model.apply(x, {training: true}) as tf.Tensor);
  expect(tf.memory().numTensors).toBe(before);
  const loss = () => tf.sum(tf.square(model.apply(x, {training: true}) as tf.Tensor)) as tf.Scalar;
  const {value, grads} = tf.variableGrads(loss);
  expect(Object.keys(grads)).toHaveLength(2);
  tf.dispose([value, grads]);
  expect(tf.memory().numTensors).toBe(before);
});

describe('saved', () => {
  test('and opened in plain TF.js it gives the same outputs', async () => {
    const classes = tf.serialization.SerializationMap.getMap().classNameMap;
    const stock = {...classes};
    const model = build();
    model.apply(batch(), {training: true});
    let artifacts: tf.io.ModelArtifacts | undefined;
    await model.save(
      tf.io.withSaveHandler(async saved => {
        artifacts = saved;
        return {modelArtifactsInfo: {dateSaved: new Date(0), modelTopologyType: 'JSON'}};
      }),
    );
    // Opening knows TF.js's own classes only: nothing of ours was registered.
    expect(classes).toEqual(stock);
    const opened = await tfl.loadLayersModel(tf.io.fromMemory(artifacts!));
    const outputs = (from: tfl.LayersModel) => (from.predict(batch()) as tf.Tensor).arraySync();
    expect(opened.layers[1]!.getConfig()).toMatchObject({name: 'bn1', momentum: 0.9, epsilon: 1e-5});
    expect(outputs(opened)).toEqual(outputs(model));
  });
});
