import * as tf from '@tensorflow/tfjs-core';

/** A running average after one more value: it keeps a share of what it was. */
export function runningAverage(before: tf.Tensor, value: tf.Tensor, keep: number): tf.Tensor {
  return tf.add(tf.mul(before, keep), tf.mul(value, 1 - keep));
}
