import * as tf from '@tensorflow/tfjs-core';
import {crossEntropy} from './cross-entropy.js';
import type {Loss} from './loss.js';

/**
 * Cross entropy of logits that went through a softmax already, so that it is applied twice. This is a mistake, kept for
 * results that were made with it (the notebook on cats and dogs): no answer is ever sure, the loss of c classes cannot
 * fall below `log(1 + (c - 1) / e)`, which is 0.313 for two, and right answers go on pulling. Use `crossEntropy`.
 */
export const doubleSoftmaxCrossEntropy: Loss = (logits, labels) => crossEntropy(tf.softmax(logits), labels);
