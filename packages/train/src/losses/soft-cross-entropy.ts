import * as tf from '@tensorflow/tfjs-core';

/**
 * Softmax cross entropy with a distribution over the classes for each sample, the mean over the batch, as
 * `torch.nn.functional.cross_entropy` with probabilities as its target. Exact for large logits. No gradient flows into
 * the targets.
 *
 * @param logits `[batch, classes]`, float32
 * @param targets `[batch, classes]`, float32, each row with the sum 1
 */
export function softCrossEntropy(logits: tf.Tensor2D, targets: tf.Tensor2D): tf.Scalar {
  const meanLoss = tf.customGrad((x, save) => {
    const logProbabilities = tf.logSoftmax(x as tf.Tensor2D);
    (save as tf.GradSaveFunc)([tf.sub(tf.exp(logProbabilities), targets)]);
    return {
      value: tf.mean(tf.neg(tf.sum(tf.mul(logProbabilities, targets), 1))),
      gradFunc: (dy, [saved]) => tf.mul(saved!, tf.div(dy, logits.shape[0])),
    };
  });
  return meanLoss(logits) as tf.Scalar;
}
