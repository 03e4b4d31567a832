// A contestant in a page: residual's step on its engine, or stock TensorFlow.js's `trainOnBatch` on the stock one.
import {pickEngine} from '@residual/backend-web';
import {createModel} from '@residual/core';
import {sgd, trainStep} from '@residual/train';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';

const RATE = 0.01;
const MOMENTUM = 0.5;

/** @type {() => Promise<number>} */
let step = async () => Number.NaN;
let images = 0;

/**
 * Loads the engine and takes the first steps, in which it makes itself ready.
 *
 * @param {object} options
 * @param {import('@residual/backend-web').WebEngineName} options.engine
 * @param {'ours' | 'stock'} options.kernels
 * @param {string} options.network
 * @param {number} options.batch
 * @returns {Promise<string>} What it runs on, or `cannot train: ` and why.
 */
export async function open({engine, kernels, network, batch}) {
  const device = await (kernels === 'ours' ? openOurs(engine) : openStock(engine));
  const model = createModel(network, {seed: 1});
  const shape = model.inputs[0]?.shape.slice(1).map(Number) ?? [];
  const size = batch * tf.util.sizeFromShape(shape);
  const pixels = Float32Array.from({length: size}, (_, i) => Math.sin((i + 1) * 12.9898));
  const x = tf.tensor(pixels, [batch, ...shape]);
  const y = tf.tensor1d(
    Int32Array.from({length: batch}, (_, i) => i % 10),
    'int32',
  );
  images = batch;
  step = kernels === 'ours' ? ourStep(model, x, y) : await stockStep(model, x, y);
  try {
    await step();
    return `${device}, loss of the second step ${(await step()).toFixed(5)}`;
  } catch (error) {
    return `cannot train: ${/** @type {Error} */ (error).message.trim()}`;
  }
}

/**
 * @param {number} seconds How long, about.
 * @returns {Promise<number>} Images a second.
 */
export async function time(seconds) {
  const start = performance.now();
  let steps = 0;
  do {
    await step();
    steps++;
  } while (performance.now() - start < seconds * 1000);
  return (1000 * steps * images) / (performance.now() - start);
}

/** @param {import('@residual/backend-web').WebEngineName} name */
async function openOurs(name) {
  const {engine} = await pickEngine({engines: [name], paths: '/'});
  return engine.devices.map(({name}) => name).join(', ');
}

/** @param {import('@residual/backend-web').WebEngineName} name */
async function openStock(name) {
  if (name === 'webgpu') await import('@tensorflow/tfjs-backend-webgpu');
  if (name === 'webgl') await import('@tensorflow/tfjs-backend-webgl');
  if (name === 'wasm') (await import('@tensorflow/tfjs-backend-wasm')).setWasmPaths('/');
  await tf.setBackend(name);
  return `stock ${tf.getBackend()}`;
}

/**
 * @param {tfl.LayersModel} model
 * @param {tf.Tensor} x
 * @param {tf.Tensor} y
 */
function ourStep(model, x, y) {
  const {run} = trainStep({model, optimizer: sgd({momentum: MOMENTUM})});
  const rate = tf.scalar(RATE);
  const number = tf.scalar(0);
  return async () => {
    const results = tf.tidy(() => run(x, y, rate, number));
    const loss = await results[0].data();
    tf.dispose(results);
    return loss[0] ?? Number.NaN;
  };
}

/**
 * @param {tfl.LayersModel} ours
 * @param {tf.Tensor} x
 * @param {tf.Tensor} y
 */
async function stockStep(ours, x, y) {
  // Ours trains batch norm in its own way; as JSON it is TF.js's own layer.
  const model = await tfl.models.modelFromJSON(JSON.parse(/** @type {string} */ (ours.toJSON())));
  model.setWeights(ours.getWeights());
  const labels = tf.oneHot(/** @type {tf.Tensor1D} */ (y), 10);
  const loss = (/** @type {tf.Tensor} */ labels, /** @type {tf.Tensor} */ logits) =>
    tf.losses.softmaxCrossEntropy(labels, logits);
  model.compile({optimizer: tf.train.momentum(RATE, MOMENTUM), loss});
  return async () => Number(await model.trainOnBatch(x, labels));
}
