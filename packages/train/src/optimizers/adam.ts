import * as tf from '@tensorflow/tfjs-core';
import {eachRate, groupBy, type ParameterGroups} from './groups.js';
import type {Optimizer} from './optimizer.js';
import {runningAverage} from './running-average.js';
import {requireNotNegative, requireShares} from './settings.js';

/** Settings of `adam` and `adamW`, named as in PyTorch. */
export interface AdamOptions extends ParameterGroups {
  /** Share of the average gradient that a step keeps. Default 0.9. */
  beta1?: number;
  /** Share of the average squared gradient that a step keeps. Default 0.999. */
  beta2?: number;
  /** Keeps the denominator from 0. Default 1e-8. */
  epsilon?: number;
  /** Pulls the weights that `decay` names towards 0. Default 0 for `adam`, 0.01 for `adamW`. */
  weightDecay?: number;
}

/**
 * Adam (Kingma and Ba 2015), step for step as `torch.optim.Adam`: weight decay is added to the gradient.
 *
 * @throws TrainError `BAD_OPTION`
 */
export function adam(options: AdamOptions = {}): Optimizer {
  return adamRule('adam', {...options, decoupled: false});
}

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019), step for step as `torch.optim.AdamW`: a step shrinks
 * the weights themselves by the learning rate times `weightDecay`.
 *
 * @throws TrainError `BAD_OPTION`
 */
export function adamW({weightDecay = 0.01, ...options}: AdamOptions = {}): Optimizer {
  return adamRule('adamW', {...options, weightDecay, decoupled: true});
}

function adamRule(name: string, options: AdamOptions & {decoupled: boolean}): Optimizer {
  const {beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0, decoupled} = options;
  requireShares(name, {beta1, beta2});
  requireNotNegative(name, {epsilon, weightDecay});
  return {
    name,
    config: {beta1, beta2, epsilon, weightDecay},
    groupOf: groupBy(options),
    slotNames: ['mean', 'square'],
    init: parameters => [...parameters, ...parameters].map(parameter => tf.zerosLike(parameter)),
    update(update) {
      const {parameters, gradients, groups, slots, step} = update;
      const count: tf.Scalar = tf.add(step, 1);
      const correction = tf.sqrt(shareSeen(beta2, count));
      const rates = eachRate(update, rate => ({
        size: tf.div(rate, shareSeen(beta1, count)),
        shrink: decoupled && weightDecay !== 0 ? tf.sub(1, tf.mul(rate, weightDecay)) : undefined,
      }));
      const [means, squares]: [tf.Tensor[], tf.Tensor[]] = [[], []];
      const newParameters = parameters.map((parameter, i) => {
        const {size, shrink} = rates[i]!;
        let gradient = gradients[i]!;
        let start = parameter;
        if (groups[i]!.decay && weightDecay !== 0) {
          if (shrink) start = tf.mul(parameter, shrink);
          else gradient = tf.add(gradient, tf.mul(parameter, weightDecay));
        }
        const mean = runningAverage(slots[i]!, gradient, beta1);
        const square = runningAverage(slots[parameters.length + i]!, tf.square(gradient), beta2);
        means.push(mean);
        squares.push(square);
        const scale = tf.add(tf.div(tf.sqrt(square), correction), epsilon);
        return tf.sub(start, tf.mul(tf.div(mean, scale), size));
      });
      return {parameters: newParameters, slots: [...means, ...squares]};
    },
  };
}

/**
 * `1 - beta ** count`: how much of an average that began at 0 has been seen. Computed so that float32 keeps its digits
 * where `beta ** count` is near 1.
 */
function shareSeen(beta: number, count: tf.Scalar): tf.Scalar {
  if (beta === 0) return tf.scalar(1);
  return tf.neg(tf.expm1(tf.mul(count, Math.log(beta))));
}
