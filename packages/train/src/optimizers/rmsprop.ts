import * as tf from '@tensorflow/tfjs-core';
import {eachRate, groupBy, type ParameterGroups} from './groups.js';
import type {Optimizer} from './optimizer.js';
import {runningAverage} from './running-average.js';
import {requireNotNegative, requireShares} from './settings.js';

/** Settings of `rmsprop`, named as in PyTorch. */
export interface RmspropOptions extends ParameterGroups {
  /** Share of the average squared gradient that a step keeps. Default 0.99. */
  alpha?: number;
  /** Keeps the denominator from 0. Default 1e-8. */
  epsilon?: number;
  /** Share of the last direction that is kept. Default 0. */
  momentum?: number;
  /** Divides by the standard deviation of the gradient in the place of its size. Default false. */
  centered?: boolean;
  /** Pulls the weights that `decay` names towards 0, through the gradient. Default 0. */
  weightDecay?: number;
}

/**
 * RMSprop (Tieleman and Hinton 2012), step for step as `torch.optim.RMSprop`.
 *
 * @throws TrainError `BAD_OPTION`
 */
export function rmsprop(options: RmspropOptions = {}): Optimizer {
  const {alpha = 0.99, epsilon = 1e-8, momentum = 0, centered = false, weightDecay = 0} = options;
  requireShares('rmsprop', {alpha});
  requireNotNegative('rmsprop', {epsilon, momentum, weightDecay});
  const slotNames = ['square', ...(momentum === 0 ? [] : ['momentum']), ...(centered ? ['mean'] : [])];
  return {
    name: 'rmsprop',
    config: {alpha, epsilon, momentum, centered, weightDecay},
    groupOf: groupBy(options),
    slotNames,
    init: parameters => slotNames.flatMap(() => parameters.map(parameter => tf.zerosLike(parameter))),
    update(update) {
      const {parameters, gradients, groups, slots} = update;
      const rates = eachRate(update, rate => rate);
      const newSlots: Record<string, tf.Tensor[]> = Object.fromEntries(slotNames.map(name => [name, []]));
      const newParameters = parameters.map((parameter, i) => {
        const slot = (name: string) => slots[slotNames.indexOf(name) * parameters.length + i]!;
        let gradient = gradients[i]!;
        if (groups[i]!.decay && weightDecay !== 0) gradient = tf.add(gradient, tf.mul(parameter, weightDecay));

        const square = runningAverage(slot('square'), tf.square(gradient), alpha);
        newSlots.square!.push(square);
        let variance = square;
        if (centered) {
          const mean = runningAverage(slot('mean'), gradient, alpha);
          newSlots.mean!.push(mean);
          // Rounding may leave a little less than 0 of a gradient that does not change.
          variance = tf.maximum(tf.sub(square, tf.square(mean)), 0);
        }
        let direction = tf.div(gradient, tf.add(tf.sqrt(variance), epsilon));
        if (momentum !== 0) {
          direction = tf.add(tf.mul(slot('momentum'), momentum), direction);
          newSlots.momentum!.push(direction);
        }
        return tf.sub(parameter, tf.mul(direction, rates[i]!));
      });
      return {parameters: newParameters, slots: slotNames.flatMap(name => newSlots[name]!)};
    },
  };
}
