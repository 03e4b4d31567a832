import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import {parameterName} from '../weights/parameter-name.js';
import {type Reference, referenceInput} from './reference.js';

/** The model's logits on the reference's input. */
export async function logits(
  model: tfl.LayersModel,
  reference: Reference,
  {training}: {training: boolean},
): Promise<number[][]> {
  const output = tf.tidy(() => model.apply(inputTensor(reference), {training}) as tf.Tensor2D);
  const values = await output.array();
  output.dispose();
  return values;
}

/**
 * The loss of one training step on the reference's input and labels, and the L2 norm of each gradient.
 *
 * @param of Which parameters' gradients, by their layers' names. Default all.
 */
export async function step(
  model: tfl.LayersModel,
  reference: Reference,
  {of = /^/}: {of?: RegExp} = {},
): Promise<{loss: number; gradientNorms: Record<string, number>}> {
  const weights = model.trainableWeights.filter(weight => of.test(weight.originalName));
  const variables = weights.map(weight => weight.read() as tf.Variable);
  const {value, grads} = tf.tidy(() => {
    const x = inputTensor(reference);
    return tf.variableGrads(
      () => crossEntropy(model.apply(x, {training: true}) as tf.Tensor2D, reference.labels),
      variables,
    );
  });
  const gradientNorms: Record<string, number> = {};
  for (const {originalName, name} of weights) {
    gradientNorms[parameterName(originalName)] = await norm(grads[name]!);
  }
  const [loss] = await value.data();
  tf.dispose([value, grads]);
  return {loss: loss!, gradientNorms};
}

/** The L2 norm of each running statistic of the model. */
export async function statisticNorms(model: tfl.LayersModel): Promise<Record<string, number>> {
  const norms: Record<string, number> = {};
  for (const weight of model.nonTrainableWeights) norms[parameterName(weight.originalName)] = await norm(weight.read());
  return norms;
}

/** The largest absolute difference between values, relative to the largest of the expected ones. */
export function relativeDifference(actual: readonly number[], expected: readonly number[]): number {
  if (actual.length !== expected.length) throw new Error(`expected ${expected.length} values, got ${actual.length}`);
  const difference = Math.max(...expected.map((value, i) => Math.abs(actual[i]! - value)));
  return difference / Math.max(...expected.map(Math.abs));
}

function inputTensor(reference: Reference): tf.Tensor {
  const {shape, data} = referenceInput(reference);
  return tf.tensor(data, shape);
}

function crossEntropy(logits: tf.Tensor2D, labels: readonly number[]): tf.Scalar {
  const wanted = tf.oneHot(tf.tensor1d([...labels], 'int32'), logits.shape[1]);
  return tf.neg(tf.mean(tf.sum(tf.mul(tf.logSoftmax(logits), tf.cast(wanted, 'float32')), -1)));
}

async function norm(tensor: tf.Tensor): Promise<number> {
  let sum = 0;
  for (const value of await tensor.data()) sum += value * value;
  return Math.sqrt(sum);
}
