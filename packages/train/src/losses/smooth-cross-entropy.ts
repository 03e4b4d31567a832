import * as tf from '@tensorflow/tfjs-core';
import {TrainError} from '../errors.js';
import {crossEntropy} from './cross-entropy.js';
import type {Loss} from './loss.js';
import {oneHot} from './one-hot.js';
import {softCrossEntropy} from './soft-cross-entropy.js';

/**
 * Cross entropy with label smoothing (Szegedy et al. 2016): a share of each label is divided among all classes, as
 * `torch.nn.functional.cross_entropy(…, label_smoothing=smoothing)`.
 *
 * @param options `smoothing`: the share, from 0 to below 1; 0.1 is usual
 * @throws TrainError `BAD_OPTION`
 */
export function smoothCrossEntropy({smoothing}: {smoothing: number}): Loss {
  if (!(smoothing >= 0 && smoothing < 1)) {
    throw new TrainError('BAD_OPTION', `expected smoothing to be from 0 to below 1, got ${smoothing}`);
  }
  if (smoothing === 0) return crossEntropy;
  return (logits, labels) => {
    const classes = logits.shape[1];
    const target = tf.add(tf.mul(oneHot(labels, classes), 1 - smoothing), smoothing / classes);
    return softCrossEntropy(logits, target as tf.Tensor2D);
  };
}
