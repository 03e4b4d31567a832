// residual itself: variant `eager`, `compiled` (both on TensorFlow) or `wasm`.
import {tensorflow} from '@residual/backend-node-gpu';
import {wasm} from '@residual/backend-web';
import {createModel, loadParameters, readParameters} from '@residual/core';
import {crossEntropy, eager, sgd, trainStep} from '@residual/train';
import * as tf from '@tensorflow/tfjs-core';
import {batch, parameter} from '../values.mjs';
import {serve} from './serve.mjs';

await serve(async (workload, variant) => {
  const engine = variant === 'wasm' ? await wasm() : await tensorflow();
  const model = createModel(workload.model, {inputShape: workload.input, classes: workload.classes});
  loadParameters(model, initialTensors(await readParameters(model), workload));

  const {learningRate, ...settings} = workload.optimizer;
  const step = trainStep({model, optimizer: sgd(settings), loss: crossEntropy});
  const compile = variant === 'compiled' ? engine.compile : eager;
  if (!compile) throw new Error(`The engine ${engine.name} compiles no steps.`);
  const compiled = compile(step.run, {variables: step.variables});

  const {images, labels} = batch(workload);
  const x = tf.tensor(images, [workload.batch, ...workload.input]);
  const y = tf.tensor1d(labels, 'int32');
  const rate = tf.scalar(learningRate);
  let count = 0;
  return {
    about: `residual on ${engine.name} ${engine.version}`,
    async step() {
      const number = tf.scalar(count++);
      const [loss, correct] = await compiled.run(x, y, rate, number);
      const [value] = await loss.data();
      tf.dispose([loss, correct, number]);
      return value;
    },
  };
});

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
