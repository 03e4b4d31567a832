import {type TensorFlowEngine, tensorflow} from '@residual/backend-node-gpu';
import {add, batchNorm, conv, createModel, flatten, linear, maxPool, relu} from '@residual/core';
import {type Compile, eager, evaluateStep, sgd, trainStep} from '@residual/train';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import {beforeAll, describe, expect, test} from 'vitest';

let engine: TensorFlowEngine;

beforeAll(async () => {
  engine = await tensorflow();
});

/** A network with what the MNIST nets lack: batch norm, and a stride with padding. */
function normalised(): tfl.LayersModel {
  const input = tfl.input({shape: [16, 16, 3]});
  let x = conv(input, {filters: 8, kernelSize: 7, stride: 2, padding: 3, name: 'stem'});
  x = relu(batchNorm(x, {name: 'stem.bn'}), {name: 'stem.relu'});
  x = maxPool(x, {size: 2, name: 'stem.pool'});
  const y = batchNorm(conv(x, {filters: 8, name: 'body'}), {name: 'body.bn'});
  x = relu(add(x, y, {name: 'add'}), {name: 'relu'});
  return tfl.model({inputs: input, outputs: linear(flatten(x, {name: 'flatten'}), {units: 5, name: 'fc'})});
}

const networks: [name: string, build: () => tfl.LayersModel, options: Parameters<typeof sgd>[0]][] = [
  ['mnist-residual', () => createModel('mnist-residual', {seed: 1}), {momentum: 0.5}],
  ['mnist-plain', () => createModel('mnist-plain', {seed: 2}), {momentum: 0.9}],
  ['a net with batch norm', normalised, {momentum: 0.9, nesterov: true, weightDecay: 1e-3}],
  ['a net with batch norm, dampened', normalised, {momentum: 0.9, dampening: 0.3, weightDecay: 1e-2, decoupled: true}],
];

/** Losses and counts of 20 steps of a network on one batch, its weights after them, and its evaluation. */
async function train(build: () => tfl.LayersModel, options: Parameters<typeof sgd>[0], compile: Compile) {
  const model = build();
  const [, height, width, channels] = model.inputs[0]!.shape as number[];
  const x = tf.randomNormal([16, height!, width!, channels!], 0, 1, 'float32', 5);
  const y = tf.tensor1d(
    Array.from({length: 16}, (_, i) => i % 5),
    'int32',
  );
  const learningRate = tf.scalar(0.02);
  const step = trainStep({model, optimizer: sgd(options)});
  const compiled = compile(step.run as Parameters<Compile>[0], {variables: step.variables});
  const metrics: number[] = [];
  for (let i = 0; i < 20; i++) {
    const count = tf.scalar(i);
    const results = await compiled.run(x, y, learningRate, count);
    for (const result of results) metrics.push((await result.data())[0]!);
    tf.dispose([count, ...results]);
  }
  const {run, variables} = evaluateStep({model});
  const evaluation = compile(run as Parameters<Compile>[0], {variables});
  const results = await evaluation.run(x, y);
  for (const result of results) metrics.push((await result.data())[0]!);
  const weights = model.weights.flatMap(weight => [...weight.read().dataSync()]);
  for (const resource of [compiled, evaluation, step, model]) resource.dispose();
  tf.dispose([x, y, learningRate, ...results]);
  return {metrics, weights};
}

describe.each(networks)('%s', (_, build, options) => {
  test('compiled equals eager over 20 steps, and repeats bit for bit', async () => {
    const before = tf.memory().numTensors;
    const reference = await train(build, options, eager);
    const compiled = await train(build, options, engine.compile);
    expect(reference.metrics[38]).toBeLessThan(reference.metrics[0]! * 0.95); // it learned
    for (const [i, value] of compiled.metrics.entries()) expect(value).toBeCloseTo(reference.metrics[i]!, 5);
    for (const [i, value] of compiled.weights.entries()) expect(value).toBeCloseTo(reference.weights[i]!, 5);
    expect(await train(build, options, engine.compile)).toEqual(compiled);
    expect(tf.memory().numTensors).toBe(before);
  });
});
