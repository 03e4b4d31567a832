import {createModel, foldBatchNorm, loadParameters, readParameters} from '@residual/core';
import * as tf from '@tensorflow/tfjs-core';
import {parameter} from '../values.mjs';

/** @typedef {import('../workload.mjs').Workload} Workload */

/**
 * residual's own model of a workload's network, with the workload's initial values.
 *
 * @param {Workload} workload
 */
export async function initialModel(workload) {
  const {model: name, input, classes, mode} = workload;
  // What the weights start from does not matter: the quickest.
  const model = createModel(name, {inputShape: input, classes, initializer: 'xavier'});
  const tensors = Object.entries(await readParameters(model)).map(([name, tensor]) => {
    if (mode !== 'inference' && name.includes('.running_')) return [name, tensor];
    return [name, {...tensor, data: parameter(workload.network, name, tensor.shape)}];
  });
  loadParameters(model, Object.fromEntries(tensors));
  // TF.js hands values over when they are first used: now, so that those on the host can go, as PyTorch's have.
  for (const weight of model.weights) tf.dispose(tf.neg(weight.read()));
  return model;
}

/**
 * The same for inference, with its batch norms folded into its convolutions.
 *
 * @param {Workload} workload
 */
export async function foldedModel(workload) {
  const model = await initialModel(workload);
  const folded = foldBatchNorm(model);
  model.dispose();
  return folded;
}
