import * as tf from '@tensorflow/tfjs-core';

/** The smallest number that every engine keeps: smaller ones may count as 0. */
const SMALLEST = 1.2e-38;

/**
 * L2 norm of all values of a tensor, as a scalar. The values are divided by the largest of them before they are squared,
 * so that norms from 1e-37 to 1e38 come out right where their squares are out of float32's range.
 */
export function l2Norm(x: tf.Tensor): tf.Scalar {
  const largest = tf.max(tf.abs(x));
  const scaled = tf.div(x, tf.maximum(largest, SMALLEST));
  return tf.mul(largest, tf.sqrt(tf.sum(tf.square(scaled)))) as tf.Scalar;
}
