import * as tf from '@tensorflow/tfjs-core';
import {TrainError} from '../errors.js';
import {eachRate, groupBy, type ParameterGroups} from './groups.js';
import type {Optimizer} from './optimizer.js';
import {requireNotNegative} from './settings.js';

/** Settings of `sgd`, named as in PyTorch. */
export interface SgdOptions extends ParameterGroups {
  /** Share of the last direction that is kept. Default 0. */
  momentum?: number;
  /** Share of the new gradient that momentum leaves out (from the second step on). Default 0. */
  dampening?: number;
  /** Looks one step ahead along the momentum. Default false. */
  nesterov?: boolean;
  /** Pulls the weights that `decay` names towards 0. Default 0. */
  weightDecay?: number;
  /** Shrinks the weights themselves (as AdamW does) in the place of adding to the gradient. Default false. */
  decoupled?: boolean;
}

/**
 * Stochastic gradient descent, step for step as `torch.optim.SGD`. `decoupled` is ours: PyTorch has it for Adam only.
 *
 * @throws TrainError `BAD_OPTION`
 */
export function sgd(options: SgdOptions = {}): Optimizer {
  const {momentum = 0, dampening = 0, nesterov = false, weightDecay = 0, decoupled = false} = options;
  requireNotNegative('sgd', {momentum, dampening, weightDecay});
  if (nesterov && (momentum === 0 || dampening !== 0)) {
    throw new TrainError(
      'BAD_OPTION',
      `nesterov needs a momentum above 0 and no dampening, got momentum ${momentum} and dampening ${dampening}`,
    );
  }
  return {
    name: 'sgd',
    config: {momentum, dampening, nesterov, weightDecay, decoupled},
    groupOf: groupBy(options),
    slotNames: momentum === 0 ? [] : ['momentum'],
    init: parameters => (momentum === 0 ? [] : parameters.map(parameter => tf.zerosLike(parameter))),
    update(update) {
      const {parameters, gradients, groups, slots, step} = update;
      const keep = tf.scalar(momentum);
      const decay = tf.scalar(weightDecay);
      const rates = eachRate(update, rate => ({
        rate,
        shrink: decoupled && weightDecay !== 0 ? tf.sub(1, tf.mul(rate, decay)) : undefined,
      }));
      // The buffer starts at 0, so that the first step, which PyTorch leaves undamped, needs no branch.
      const share = dampening === 0 ? undefined : tf.sub(1, tf.mul(dampening, tf.minimum(step, 1)));
      const newSlots: tf.Tensor[] = [];
      const newParameters = parameters.map((parameter, i) => {
        const {rate, shrink} = rates[i]!;
        let direction = gradients[i]!;
        let start = parameter;
        if (groups[i]!.decay && weightDecay !== 0) {
          if (shrink) start = tf.mul(parameter, shrink);
          else direction = tf.add(direction, tf.mul(parameter, decay));
        }
        if (momentum !== 0) {
          const added = share ? tf.mul(direction, share) : direction;
          const buffer = tf.add(tf.mul(slots[i]!, keep), added);
          newSlots.push(buffer);
          direction = nesterov ? tf.add(direction, tf.mul(buffer, keep)) : buffer;
        }
        return tf.sub(start, tf.mul(direction, rate));
      });
      return {parameters: newParameters, slots: newSlots};
    },
  };
}
