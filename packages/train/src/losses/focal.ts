import * as tf from '@tensorflow/tfjs-core';
import {TrainError} from '../errors.js';
import type {Loss} from './loss.js';
import {oneHot} from './one-hot.js';

/** Below every share that float32 can miss of 1; keeps a quotient from 0 / 0. */
const TINY = 1e-30;

/**
 * Focal loss (Lin et al. 2017) over softmax probabilities: cross entropy times `(1 - p) ** gamma`, where `p` is the
 * probability of the right class, so that what is known already counts little. The mean over the batch, without class
 * weights.
 *
 * @param options `gamma`: from 0, which is cross entropy. Default 2.
 * @throws TrainError `BAD_OPTION`
 */
export function focal({gamma = 2}: {gamma?: number} = {}): Loss {
  if (!(gamma >= 0 && Number.isFinite(gamma))) {
    throw new TrainError('BAD_OPTION', `expected gamma to be a number from 0, got ${gamma}`);
  }
  return (logits, labels) => {
    const meanLoss = tf.customGrad((x, save) => {
      const target = oneHot(labels, logits.shape[1]);
      const logProbabilities = tf.logSoftmax(x as tf.Tensor2D);
      const log = tf.sum(tf.mul(logProbabilities, target), 1, true);
      const missing = tf.neg(tf.expm1(log));
      const weight = tf.pow(missing, gamma);
      // By z: (1-p)^gamma * (gamma * p * log p / (1-p) - 1) * (target - softmax z), finite where p is 1.
      const steepness = tf.mul(tf.div(tf.mul(tf.exp(log), log), tf.maximum(missing, TINY)), gamma);
      const slope = tf.mul(weight, tf.sub(steepness, 1));
      (save as tf.GradSaveFunc)([tf.mul(slope, tf.sub(target, tf.exp(logProbabilities)))]);
      return {
        value: tf.neg(tf.mean(tf.mul(weight, log))),
        gradFunc: (dy, [saved]) => tf.mul(saved!, tf.div(dy, labels.size)),
      };
    });
    return meanLoss(logits) as tf.Scalar;
  };
}
