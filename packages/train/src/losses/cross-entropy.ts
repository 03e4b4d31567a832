import * as tf from '@tensorflow/tfjs-core';
import type {Loss} from './loss.js';
import {oneHot} from './one-hot.js';

/** `{logits [n, c], labels [n]} -> [loss [n], gradient [n, c]]`, where a backend has it as one kernel. */
const KERNEL = 'SparseSoftmaxCrossEntropy';

/**
 * Softmax cross entropy with integer labels, the mean over the batch, as `torch.nn.functional.cross_entropy`. Exact for
 * large logits: the softmax is never formed on its own in the forward pass.
 *
 * @param logits `[batch, classes]`, float32
 * @param labels `[batch]`, int32, each from 0 to classes - 1
 */
export const crossEntropy: Loss = (logits, labels) => {
  const meanLoss = tf.customGrad((x, save) => {
    const [losses, gradient] = lossesWithGradient(x as tf.Tensor2D, labels);
    (save as tf.GradSaveFunc)([gradient]);
    return {
      value: tf.mean(losses),
      gradFunc: (dy, [saved]) => tf.mul(saved!, tf.div(dy, labels.size)),
    };
  });
  return meanLoss(logits) as tf.Scalar;
};

/** The loss of each sample `[n]` and the gradient of their sum `[n, c]`: softmax minus one-hot. */
function lossesWithGradient(logits: tf.Tensor2D, labels: tf.Tensor1D): [tf.Tensor, tf.Tensor] {
  if (tf.getKernel(KERNEL, tf.getBackend())) {
    const [losses, gradient] = tf.engine().runKernel(KERNEL, {logits, labels}) as tf.Tensor[];
    return [losses!, gradient!];
  }
  const logProbabilities = tf.logSoftmax(logits);
  const target = oneHot(labels, logits.shape[1]);
  const losses = tf.neg(tf.sum(tf.mul(logProbabilities, target), 1));
  return [losses, tf.sub(tf.exp(logProbabilities), target)];
}
