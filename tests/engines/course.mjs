// What an engine computes, to be compared with others: runs in Node and in a page, on the current backend.
import {add, batchNorm, conv, createModel, flatten, linear, relu} from '@residual/core';
import {fit, sgd, trainStep} from '@residual/train';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';

const RATE = 0.05;

/** Networks by name: the MNIST net, and a small one that has batch norm and strides. */
const networks = {
  'mnist-residual': () => ({model: createModel('mnist-residual', {seed: 1}), shape: [28, 28, 1]}),
  normalised: () => ({model: normalised(), shape: [8, 8, 3]}),
};

/** @typedef {keyof typeof networks} NetworkName */

function normalised() {
  const input = tfl.input({shape: [8, 8, 3]});
  const convNorm = (x, name, stride = 1) =>
    batchNorm(conv(x, {filters: 16, stride, name: `${name}.conv`}), {name: `${name}.norm`});
  const x = relu(convNorm(input, 'stem'), {name: 'stem.relu'});
  const inner = convNorm(relu(convNorm(x, 'first'), {name: 'first.relu'}), 'second');
  const block = relu(add(inner, x, {name: 'add'}), {name: 'second.relu'});
  const down = relu(convNorm(block, 'down', 2), {name: 'down.relu'});
  const outputs = linear(flatten(down, {name: 'flatten'}), {units: 10, name: 'head'});
  return tfl.model({inputs: input, outputs});
}

/** Numbers that look like chance, the same everywhere. */
function pixels(count, seed) {
  return Float32Array.from({length: count}, (_, i) => Math.sin((i + 1) * (12.9898 + seed)));
}

/**
 * Trains a network for some steps.
 *
 * @param {{network: NetworkName, steps: number, batch: number}} options
 * @returns {Promise<{logits: number[], losses: number[], tensors: number[], bytes: number[]}>} Logits before the first step;
 *   losses, tensors and bytes on the GPU after each.
 */
export async function course({network, steps, batch}) {
  const {model, shape} = networks[network]();
  const size = batch * tf.util.sizeFromShape(shape);
  const step = trainStep({model, optimizer: sgd({momentum: 0.9})});
  const x = tf.tensor(pixels(size, 1), [batch, ...shape]);
  const y = tf.tensor1d(
    Array.from({length: batch}, (_, i) => i % 10),
    'int32',
  );
  const rate = tf.scalar(RATE);
  const output = model.predict(x);
  const logits = Array.from(await output.data());
  output.dispose();
  const [losses, tensors, bytes] = [[], [], []];
  for (let i = 0; i < steps; i++) {
    const count = tf.scalar(i);
    const results = tf.tidy(() => step.run(x, y, rate, count));
    losses.push((await results[0].data())[0]);
    tf.dispose([...results, count]);
    tensors.push(tf.memory().numTensors);
    bytes.push(tf.memory().numBytesInGPU ?? 0);
  }
  step.dispose();
  model.dispose();
  tf.dispose([x, y, rate]);
  return {logits, losses, tensors, bytes};
}

/** Steps of `run`, an epoch. */
const STEPS = 16;

/**
 * Trains the small network by `fit` for an epoch.
 *
 * @param {object} options
 * @param {import('@residual/train').CheckpointStore} [options.checkpoints] Written every five steps.
 * @param {import('@residual/train').Checkpoint} [options.resume]
 * @param {(step: number) => void} [options.onStep]
 * @returns {AsyncGenerator<{step: number, loss: number}>}
 */
export async function* run({onStep, ...options}) {
  const {model, shape} = networks.normalised();
  const train = batches({length: STEPS, batch: 4, shape});
  const settings = {optimizer: sgd({momentum: 0.9}), schedule: () => RATE, epochs: 1, checkpointEvery: {steps: 5}};
  for await (const event of fit({model, train, ...settings, ...options})) {
    if (event.type === 'step') yield {step: event.step, loss: event.loss};
  }
}

/** Batches that are the same in every epoch. */
function batches({length, batch, shape}) {
  const size = batch * tf.util.sizeFromShape(shape);
  const of = first => ({
    length,
    epoch: () => of(0),
    from: of,
    async *[Symbol.asyncIterator]() {
      for (let i = first; i < length; i++) {
        const y = Int32Array.from({length: batch}, (_, at) => (i + at) % 10);
        yield {x: pixels(size, i), shape: [batch, ...shape], y};
      }
    },
  });
  return of(0);
}
