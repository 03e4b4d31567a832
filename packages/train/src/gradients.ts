import * as tf from '@tensorflow/tfjs-core';

/** What one forward and backward pass gives. */
export interface LossGradients {
  readonly loss: tf.Tensor;
  readonly correct: tf.Tensor;
  /** Parallel to the variables; undefined for one that the loss does not depend on. */
  readonly gradients: readonly (tf.Tensor | undefined)[];
}

/**
 * `tf.variableGrads` for a forward pass that also gives a count, without its leaks: whatever is thrown, no tensor of the
 * forward pass outlives the surrounding `tf.tidy`.
 *
 * @param scaled what the gradients are taken of, where that is not the loss itself
 */
export function lossGradients(
  forward: () => {loss: tf.Scalar; correct: tf.Scalar},
  variables: readonly tf.Variable[],
  scaled: (loss: tf.Scalar) => tf.Scalar = loss => loss,
): LossGradients {
  let kept: {loss: tf.Scalar; correct: tf.Scalar} | undefined;
  try {
    const {grads} = tf.variableGrads(() => {
      kept = forward();
      tf.keep(kept.loss);
      tf.keep(kept.correct);
      return scaled(kept.loss);
    }, [...variables]);
    const {loss, correct} = kept!;
    return {loss: tf.clone(loss), correct: tf.clone(correct), gradients: variables.map(({name}) => grads[name])};
  } catch (error) {
    releaseTape();
    throw error;
  } finally {
    if (kept) tf.dispose([kept.loss, kept.correct]);
  }
}

/** TF.js keeps what the forward pass saved for the backward pass, and forgets to free it when one of them throws. */
function releaseTape(): void {
  const {state} = tf.engine();
  if (state.gradientDepth > 0) return;
  for (const node of state.activeTape ?? []) tf.dispose(node.saved ?? []);
  state.activeTape = [];
}
