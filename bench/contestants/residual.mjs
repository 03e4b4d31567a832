// residual itself: variant `eager`, `compiled`, `compiled-bfloat16`, `compiled-float16` (on TensorFlow) or `wasm`. The
// compiled training step divides its batch among the cores where the network has no batch norm, as `residual train` does.

import {availableParallelism} from 'node:os';
import {tensorflow} from '@residual/backend-node-gpu';
import {wasm} from '@residual/backend-web';
import {modelInfo} from '@residual/core';
import {crossEntropy, eager, partsOf, sgd, sideBySide, threadsOf, trainStep} from '@residual/train';
import * as tf from '@tensorflow/tfjs-core';
import {batch, lossOf} from '../values.mjs';
import {foldedModel, initialModel} from './residual-model.mjs';
import {serve} from './serve.mjs';

/** @typedef {import('../workload.mjs').Workload} Workload */

/** The first scale of a loss in float16: so low that nobody skips the first steps, whose losses are compared. */
const LOSS_SCALE = {initial: 1024};

await serve(async (workload, variant, device) => {
  const isInference = workload.mode === 'inference';
  const isWhole = isInference || device === 'cuda' || !variant.startsWith('compiled');
  const parts = isWhole ? 1 : partsFor(workload);
  const {about, compile} = await startEngine(variant, {parts, device});
  return {about, step: await (isInference ? openInference : openTraining)(workload, compile, {parts, variant})};
});

/**
 * @param {Workload} workload
 * @param {import('@residual/train').Compile} compile
 * @param {{parts: number, variant: string}} options
 */
async function openTraining(workload, compile, {parts, variant}) {
  const model = await initialModel(workload);
  const {learningRate, ...settings} = workload.optimizer;
  const step = trainStep({
    model: sideBySide(model, parts),
    optimizer: sgd(settings),
    loss: crossEntropy,
    ...(precisionOf(variant) === 'float16' && {lossScale: LOSS_SCALE}),
  });
  const compiled = compile(step.run, {variables: step.variables});
  const {images, labels} = batch(workload);
  const x = tf.tensor(images, [workload.batch, ...workload.input]);
  const y = tf.tensor1d(labels, 'int32');
  const rate = tf.scalar(learningRate);
  let count = 0;
  return async () => {
    const number = tf.scalar(count++);
    const results = await compiled.run(x, y, rate, number);
    const loss = await results[0]?.data();
    tf.dispose([...results, number]);
    return loss?.[0] ?? Number.NaN;
  };
}

/**
 * @param {Workload} workload
 * @param {import('@residual/train').Compile} compile
 */
async function openInference(workload, compile) {
  const model = await foldedModel(workload);
  const variables = model.weights.map(weight => /** @type {tf.Variable} */ (weight.read()));
  const compiled = compile(x => [/** @type {tf.Tensor} */ (model.apply(x, {training: false}))], {
    variables,
    frozen: true,
  });
  const {images, labels} = batch(workload);
  const x = tf.tensor(images, [workload.batch, ...workload.input]);
  return async () => {
    const results = await compiled.run(x);
    const logits = await results[0]?.data();
    tf.dispose(results);
    return lossOf(/** @type {Float32Array} */ (logits), labels);
  };
}

/** @param {Workload} workload */
function partsFor({model, batch}) {
  const {batchNorm} = modelInfo(model);
  return partsOf({batchNorm, batchSize: batch, cores: availableParallelism()});
}

/**
 * @param {string} variant
 * @param {{parts: number, device: 'cpu' | 'cuda'}} options
 * @returns {Promise<{about: string, compile: import('@residual/train').Compile}>}
 */
async function startEngine(variant, {parts, device}) {
  if (variant === 'wasm') {
    const {version} = await wasm();
    return {about: `residual on WASM ${version}`, compile: eager};
  }
  const threads = threadsOf({parts, cores: availableParallelism()});
  const engine = await tensorflow({...threads, ...(device === 'cpu' && {gpu: false})});
  const about = `residual on TensorFlow ${engine.version}, ${placeOf(engine)}`;
  if (variant === 'eager') return {about, compile: eager};
  const precision = precisionOf(variant);
  return {about, compile: (step, options) => engine.compile(step, {...options, precision})};
}

/**
 * @param {string} variant
 * @returns {import('@residual/backend-node-gpu').Precision}
 */
function precisionOf(variant) {
  if (variant === 'compiled-float16') return 'float16';
  return variant === 'compiled-bfloat16' ? 'bfloat16' : 'float32';
}

/** @param {import('@residual/backend-node-gpu').TensorFlowEngine} engine */
function placeOf({devices}) {
  return devices.some(({type}) => type === 'GPU') ? 'GPU' : 'CPU';
}
