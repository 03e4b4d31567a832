import {l2Norm} from '@residual/core';
import * as tf from '@tensorflow/tfjs-core';
import type {Weight} from '../model.js';
import {type TrainStep, type TrainStepOptions, trainStep} from '../train-step.js';

/** A training step that also says how long its gradients are. */
export interface GradientStep extends Omit<TrainStep, 'run'> {
  /**
   * As `run` of a {@link TrainStep}, of the same inputs.
   *
   * @returns mean loss, number of right answers, and of each trained weight the L2 norm of its gradient `[weights]` and its
   *   own before the update `[weights]`; a weight that the loss does not reach has a gradient of 0
   */
  run(
    ...inputs: Parameters<TrainStep['run']>
  ): [loss: tf.Tensor, correct: tf.Tensor, gradientNorms: tf.Tensor, weightNorms: tf.Tensor];
  /** The trained weights, in the order of the norms. */
  readonly weights: readonly Weight[];
}

/**
 * Makes the training step of a model that gives the norms of its gradients too. The gradients are those that the optimizer
 * gets: of the same pass, clipped where the step clips.
 *
 * @throws TrainError `BAD_MODEL` when nothing is trainable or two weights share a name
 */
export function gradientStep({optimizer, ...options}: TrainStepOptions): GradientStep {
  let seen: ReadonlyMap<tf.Tensor, tf.Tensor> = new Map();
  const step = trainStep({
    ...options,
    optimizer: {
      ...optimizer,
      update(update) {
        seen = new Map(update.parameters.map((parameter, i) => [parameter, l2Norm(update.gradients[i]!)]));
        return optimizer.update(update);
      },
    },
  });
  const weights = options.model.weights.filter(({trainable}) => trainable);
  return {
    ...step,
    weights,
    run(...inputs) {
      const variables = weights.map(weight => weight.read());
      const weightNorms = tf.stack(variables.map(l2Norm));
      const outputs = step.run(...inputs);
      const gradientNorms = tf.stack(variables.map(variable => seen.get(variable) ?? tf.scalar(0)));
      return [...outputs, gradientNorms, weightNorms];
    },
  };
}
