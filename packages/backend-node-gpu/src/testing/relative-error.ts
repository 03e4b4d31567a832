import * as tf from '@tensorflow/tfjs';

/** The largest difference between two tensors, as a part of the largest value that is expected. */
export function relativeError(actual: tf.Tensor, expected: tf.Tensor): number {
  const largest = (tensor: tf.Tensor) => tf.tidy(() => tf.max(tf.abs(tensor)).dataSync()[0]!);
  return tf.tidy(() => largest(tf.sub(actual, expected)) / largest(expected));
}
