import type {Batch} from '@residual/data';
import * as tf from '@tensorflow/tfjs-core';
import type {LayersModel} from '@tensorflow/tfjs-layers';

/** The probability of each class for each image of a batch: `[batch][classes]`, each row adds up to 1. */
export async function predictBatch(model: LayersModel, {x, shape}: Pick<Batch, 'x' | 'shape'>): Promise<number[][]> {
  const scores = tf.tidy(() => {
    const input = tf.tensor4d(x, shape, 'float32');
    return tf.softmax(model.apply(input, {training: false}) as tf.Tensor2D);
  });
  try {
    return (await scores.array()) as number[][];
  } finally {
    scores.dispose();
  }
}
