import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import {parameterName} from '../weights/parameter-name.js';
import {type Reference, referenceInput} from './reference.js';

/** What runs a function of tensors: as `Compile` of packages/train. */
type Compile = (
  fn: (...inputs: tf.Tensor[]) => tf.Tensor[],
  options: {variables: readonly tf.Variable[]},
) => {run(...inputs: tf.Tensor[]): Promise<tf.Tensor[]>; dispose(): void};

const eager: Compile = fn => ({run: async (...inputs) => tf.tidy(() => fn(...inputs)), dispose() {}});

/** The model's logits on the reference's input. */
export async function logits(
  model: tfl.LayersModel,
  reference: Reference,
  {training, compile = eager}: {training: boolean; compile?: Compile},
): Promise<number[][]> {
  const compiled = compile(x => [model.apply(x!, {training}) as tf.Tensor], {variables: variablesOf(model)});
  const x = inputTensor(reference);
  const [output] = await compiled.run(x);
  const values = (await output!.array()) as number[][];
  compiled.dispose();
  tf.dispose([x, output]);
  return values;
}

/**
 * The loss of one training step on the reference's input and labels, and the L2 norm of each gradient.
 *
 * @param of Which parameters' gradients, by their layers' names. Default all.
 * @param compile How the step runs. Default op by op.
 */
export async function step(
  model: tfl.LayersModel,
  reference: Reference,
  {of = /^/, compile = eager}: {of?: RegExp; compile?: Compile} = {},
): Promise<{loss: number; gradientNorms: Record<string, number>}> {
  const weights = model.trainableWeights.filter(weight => of.test(weight.originalName));
  const variables = weights.map(weight => weight.read() as tf.Variable);
  const run = (x: tf.Tensor, labels: tf.Tensor): tf.Tensor[] => {
    const loss = () => crossEntropy(model.apply(x, {training: true}) as tf.Tensor2D, labels as tf.Tensor1D);
    const {value, grads} = tf.variableGrads(loss, variables);
    return [value, ...weights.map(({name}) => tf.sqrt(tf.sum(tf.square(grads[name]!))))];
  };
  const compiled = compile(run as Parameters<Compile>[0], {variables: variablesOf(model)});
  const inputs = [inputTensor(reference), tf.tensor1d([...reference.labels], 'int32')];
  const results = await compiled.run(...inputs);
  const [loss, ...norms] = await Promise.all(results.map(async result => (await result.data())[0]!));
  compiled.dispose();
  tf.dispose([inputs, results]);
  const gradientNorms = weights.map(({originalName}, i) => [parameterName(originalName), norms[i]!] as const);
  return {loss: loss!, gradientNorms: Object.fromEntries(gradientNorms)};
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

function variablesOf(model: tfl.LayersModel): tf.Variable[] {
  return model.weights.map(weight => weight.read() as tf.Variable);
}

function inputTensor(reference: Reference): tf.Tensor {
  const {shape, data} = referenceInput(reference);
  return tf.tensor(data, shape);
}

function crossEntropy(logits: tf.Tensor2D, labels: tf.Tensor1D): tf.Scalar {
  const wanted = tf.oneHot(labels, logits.shape[1]);
  return tf.neg(tf.mean(tf.sum(tf.mul(tf.logSoftmax(logits), tf.cast(wanted, 'float32')), -1)));
}

async function norm(tensor: tf.Tensor): Promise<number> {
  let sum = 0;
  for (const value of await tensor.data()) sum += value * value;
  return Math.sqrt(sum);
}
