import type {Batch} from '@residual/data';
import {type Compile, type Compiled, eager} from '@residual/train';
import * as tf from '@tensorflow/tfjs-core';
import type {LayersModel} from '@tensorflow/tfjs-layers';

/** From images `[batch, height, width, channels]` to the probability of each class `[batch, classes]`, ready to run. */
export function predictStep(model: LayersModel, compile: Compile = eager): Compiled {
  const variables = model.weights.map(weight => weight.read() as tf.Variable);
  return compile(x => [tf.softmax(model.apply(x!, {training: false}) as tf.Tensor2D)], {variables, frozen: true});
}

/** The probability of each class for each image of a batch: `[batch][classes]`, each row adds up to 1. */
export async function predictBatch(
  model: LayersModel,
  {x, shape}: Pick<Batch, 'x' | 'shape'>,
  step: Compiled = predictStep(model),
): Promise<number[][]> {
  const input = tf.tensor4d(x, shape, 'float32');
  const [scores] = await step.run(input);
  try {
    return (await scores!.array()) as number[][];
  } finally {
    tf.dispose([input, scores!]);
  }
}
