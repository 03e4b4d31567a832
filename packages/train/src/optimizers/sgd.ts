import * as tf from '@tensorflow/tfjs-core';
import {TrainError} from '../errors.js';
import type {Optimizer} from './optimizer.js';

/** Settings of `sgd`, named as in PyTorch. */
export interface SgdOptions {
  /** Share of the last direction that is kept. Default 0. */
  momentum?: number;
  /** Share of the new gradient that momentum leaves out (from the second step on). Default 0. */
  dampening?: number;
  /** Looks one step ahead along the momentum. Default false. */
  nesterov?: boolean;
  /** Pulls every trainable weight, biases and norms too, towards 0. Default 0. */
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
  for (const [name, value] of Object.entries({momentum, dampening, weightDecay})) {
    if (!(value >= 0 && Number.isFinite(value))) {
      throw new TrainError('BAD_OPTION', `expected ${name} of sgd to be a number from 0, got ${value}`);
    }
  }
  if (nesterov && (momentum === 0 || dampening !== 0)) {
    throw new TrainError(
      'BAD_OPTION',
      `nesterov needs a momentum above 0 and no dampening, got momentum ${momentum} and dampening ${dampening}`,
    );
  }
  return {
    name: 'sgd',
    config: {momentum, dampening, nesterov, weightDecay, decoupled},
    slotNames: momentum === 0 ? [] : ['momentum'],
    init: parameters => (momentum === 0 ? [] : parameters.map(parameter => tf.zerosLike(parameter))),
    update({parameters, gradients, slots, learningRate, step}) {
      const keep = tf.scalar(momentum);
      const decay = tf.scalar(weightDecay);
      const shrink = decoupled && weightDecay !== 0 ? tf.sub(1, tf.mul(learningRate, decay)) : undefined;
      // The buffer starts at 0, so that the first step, which PyTorch leaves undamped, needs no branch.
      const share = dampening === 0 ? undefined : tf.sub(1, tf.mul(dampening, tf.minimum(step, 1)));
      const newSlots: tf.Tensor[] = [];
      const newParameters = parameters.map((parameter, i) => {
        let direction = gradients[i]!;
        let start = parameter;
        if (shrink) start = tf.mul(parameter, shrink);
        else if (weightDecay !== 0) direction = tf.add(direction, tf.mul(parameter, decay));
        if (momentum !== 0) {
          const added = share ? tf.mul(direction, share) : direction;
          const buffer = tf.add(tf.mul(slots[i]!, keep), added);
          newSlots.push(buffer);
          direction = nesterov ? tf.add(direction, tf.mul(buffer, keep)) : buffer;
        }
        return tf.sub(start, tf.mul(direction, learningRate));
      });
      return {parameters: newParameters, slots: newSlots};
    },
  };
}
