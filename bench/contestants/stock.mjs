// Stock TensorFlow.js: a tfjs-layers model trained by `trainOnBatch`, with TF.js's own layers, loss, optimizer and
// gradients on tfjs-node's own kernels. Only the addon of tfjs-node is replaced, by our binding to the TensorFlow that the
// other contestants use: so the difference is in what runs, not in whose library runs it.
import {createRequire} from 'node:module';
import {tensorflow} from '@residual/backend-node-gpu';
import * as tf from '@tensorflow/tfjs';
import {batch, lossOf} from '../values.mjs';
import {serve} from './serve.mjs';
import {buildModel} from './stock-model.mjs';

const require = createRequire(import.meta.url);

await serve(async (workload, _, device) => {
  const engine = await tensorflow(device === 'cpu' ? {gpu: false} : {});
  useStockKernels();
  const model = buildModel(workload);
  const {images, labels} = batch(workload);
  const x = tf.tensor(images, [workload.batch, ...workload.input]);
  const step = workload.mode === 'inference' ? predictor(model, x, labels) : trainer(model, x, labels, workload);
  return {about: `tfjs ${tf.version.tfjs} on TensorFlow ${engine.version}`, step};
});

/**
 * @param {tf.LayersModel} model
 * @param {tf.Tensor} x
 * @param {Int32Array} labels
 * @param {import('../workload.mjs').Workload} workload
 */
function trainer(model, x, labels, {optimizer, classes}) {
  const {learningRate, momentum, weightDecay = 0} = optimizer;
  if (weightDecay !== 0) throw new Error('TF.js has no weight decay.');
  model.compile({
    optimizer: tf.train.momentum(learningRate, momentum),
    loss: (labels, logits) => tf.losses.softmaxCrossEntropy(labels, logits),
  });
  const y = tf.oneHot(tf.tensor1d(labels, 'int32'), classes);
  return async () => Number(await model.trainOnBatch(x, y));
}

/**
 * @param {tf.LayersModel} model
 * @param {tf.Tensor} x
 * @param {Int32Array} labels
 */
function predictor(model, x, labels) {
  return async () => {
    const logits = /** @type {tf.Tensor} */ (model.predict(x, {batchSize: labels.length}));
    const loss = lossOf(/** @type {Float32Array} */ (await logits.data()), labels);
    logits.dispose();
    return loss;
  };
}

/** Takes all of residual's kernels away and registers tfjs-node's. */
function useStockKernels() {
  for (const {kernelName, backendName} of tf.getKernelsForBackend(tf.getBackend())) {
    tf.unregisterKernel(kernelName, backendName);
  }
  require('@tensorflow/tfjs-node-gpu/dist/register_all_kernels');
}
