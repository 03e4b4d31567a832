// residual itself: variant `eager`, `compiled` (both on TensorFlow) or `wasm`. The compiled step divides its batch among
// the cores where the network has no batch norm, as `residual train` does.

import {availableParallelism} from 'node:os';
import {tensorflow} from '@residual/backend-node-gpu';
import {wasm} from '@residual/backend-web';
import {createModel, listModels, loadParameters, readParameters} from '@residual/core';
import {crossEntropy, eager, sgd, sideBySide, trainStep} from '@residual/train';
import * as tf from '@tensorflow/tfjs-core';
import {batch, parameter} from '../values.mjs';
import {serve} from './serve.mjs';

await serve(async (workload, variant) => {
  const parts = variant === 'compiled' ? partsOf(workload) : 1;
  const {about, compile} = await startEngine(variant, parts);
  const model = createModel(workload.model, {inputShape: workload.input, classes: workload.classes});
  loadParameters(model, initialTensors(await readParameters(model), workload));

  const {learningRate, ...settings} = workload.optimizer;
  const step = trainStep({model: sideBySide(model, parts), optimizer: sgd(settings), loss: crossEntropy});
  const compiled = compile(step.run, {variables: step.variables});

  const {images, labels} = batch(workload);
  const x = tf.tensor(images, [workload.batch, ...workload.input]);
  const y = tf.tensor1d(labels, 'int32');
  const rate = tf.scalar(learningRate);
  let count = 0;
  return {
    about,
    async step() {
      const number = tf.scalar(count++);
      const results = await compiled.run(x, y, rate, number);
      const loss = await results[0]?.data();
      tf.dispose([...results, number]);
      return loss?.[0] ?? Number.NaN;
    },
  };
});

/** @param {import('../workload.mjs').Workload} workload */
function partsOf({model, batch}) {
  const isWhole = listModels().find(({name}) => name === model)?.batchNorm ?? true;
  return isWhole ? 1 : Math.max(1, Math.min(availableParallelism(), Math.floor(batch / 32)));
}

/**
 * @param {string} variant
 * @param {number} parts
 */
async function startEngine(variant, parts) {
  if (variant === 'wasm') {
    const {version} = await wasm();
    return {about: `residual on WASM ${version}`, compile: eager};
  }
  const shares = {threads: Math.max(1, Math.floor(availableParallelism() / parts)), interOpThreads: parts};
  const {version, compile} = await tensorflow(parts > 1 ? shares : {});
  return {about: `residual on TensorFlow ${version}`, compile: variant === 'compiled' ? compile : eager};
}

/**
 * The model's tensors with the workload's initial values; running statistics stay as they are.
 *
 * @param {Awaited<ReturnType<typeof readParameters>>} tensors
 * @param {import('../workload.mjs').Workload} workload
 */
function initialTensors(tensors, {network}) {
  const entries = Object.entries(tensors).map(([name, tensor]) => {
    if (name.includes('.running_')) return [name, tensor];
    return [name, {...tensor, data: parameter(network, name, tensor.shape)}];
  });
  return Object.fromEntries(entries);
}
