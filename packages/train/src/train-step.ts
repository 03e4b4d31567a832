import * as tf from '@tensorflow/tfjs-core';
import {TrainError} from './errors.js';
import {lossGradients} from './gradients.js';
import {crossEntropy} from './losses/cross-entropy.js';
import type {Loss} from './losses/loss.js';
import {countCorrect} from './metrics/accuracy.js';
import {logitsOf, type Model, modelVariables} from './model.js';
import type {Optimizer} from './optimizers/optimizer.js';
import {useReluGradient} from './relu-gradient.js';

/** What a training step is made of. */
export interface TrainStepOptions {
  model: Model;
  optimizer: Optimizer;
  /** Default `crossEntropy`. */
  loss?: Loss;
}

/** One step of training as a function of tensors, with the variables that it reads and assigns. */
export interface TrainStep {
  /**
   * Forward pass, backward pass and update. Made of recordable ops only: no host reads, no branches on values.
   *
   * @param x images `[batch, height, width, channels]`, float32
   * @param y class indices `[batch]`, int32
   * @param learningRate float32 scalar
   * @param step number of steps done before, float32 scalar
   * @returns mean loss and number of right answers, before the update
   */
  run(x: tf.Tensor, y: tf.Tensor, learningRate: tf.Tensor, step: tf.Tensor): [loss: tf.Tensor, correct: tf.Tensor];
  /** All weights and slots by their checkpoint names: `model/<weight>` and `optimizer/<slot>/<weight>`. */
  readonly named: ReadonlyMap<string, tf.Variable>;
  /** The same as a list: what `compile` wants. */
  readonly variables: readonly tf.Variable[];
  /** The optimizer's variables alone. The step owns them. */
  readonly slots: readonly tf.Variable[];
  /** Number of single values that are trained. */
  readonly parameterCount: number;
  /** Frees the slots. The model's weights stay. */
  dispose(): void;
}

/**
 * Makes the training step of a model. Which weights are trained is settled here; a weight that the loss does not reach
 * is left alone, without decay, as PyTorch does.
 *
 * @throws TrainError `BAD_MODEL` when nothing is trainable or two weights share a name
 */
export function trainStep({model, optimizer, loss = crossEntropy}: TrainStepOptions): TrainStep {
  useReluGradient();
  const weights = modelVariables(model);
  const names = model.weights.filter(({trainable}) => trainable).map(({originalName}) => originalName);
  if (names.length === 0) {
    throw new TrainError('BAD_MODEL', 'expected a model with trainable weights, got none; are all layers frozen?');
  }
  const parameters = names.map(name => weights.get(`model/${name}`)!);
  const slots = tf.tidy(() => optimizer.init(parameters).map(initial => tf.variable(initial, false)));
  const slotNames = optimizer.slotNames.flatMap(slot => names.map(name => `optimizer/${slot}/${name}`));
  const named = new Map([...weights, ...slots.map((slot, i) => [slotNames[i]!, slot] as const)]);

  return {
    run(x, y, learningRate, step) {
      const labels = y as tf.Tensor1D;
      const {
        loss: value,
        correct,
        gradients,
      } = lossGradients(() => {
        const logits = logitsOf(model, x, {training: true});
        return {loss: loss(logits, labels), correct: countCorrect(logits, labels)};
      }, parameters);

      const isReached = (_: tf.Variable, i: number) => gradients[i % parameters.length] !== undefined;
      const reached = {parameters: parameters.filter(isReached), slots: slots.filter(isReached)};
      const updated = optimizer.update({
        ...reached,
        gradients: gradients.filter(gradient => gradient !== undefined),
        learningRate: learningRate as tf.Scalar,
        step: step as tf.Scalar,
      });
      for (const [i, parameter] of reached.parameters.entries()) parameter.assign(updated.parameters[i]!);
      for (const [i, slot] of reached.slots.entries()) slot.assign(updated.slots[i]!);
      return [value, correct];
    },
    named,
    variables: [...named.values()],
    slots,
    parameterCount: parameters.reduce((total, {size}) => total + size, 0),
    dispose: () => tf.dispose(slots),
  };
}
