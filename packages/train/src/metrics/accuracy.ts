import * as tf from '@tensorflow/tfjs-core';

/**
 * Number of samples whose largest logit is the right class, a float32 scalar. On a tie the first class counts.
 *
 * @param logits `[batch, classes]`
 * @param labels `[batch]`, int32
 */
export function countCorrect(logits: tf.Tensor2D, labels: tf.Tensor1D): tf.Scalar {
  return tf.sum(tf.cast(tf.equal(tf.argMax(logits, 1), labels), 'float32'));
}
