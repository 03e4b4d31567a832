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
 */
export function lossGradients(
  forward: () => {loss: tf.Scalar; correct: tf.Scalar},
  variables: readonly tf.Variable[],
): LossGradients {
  let counted: tf.Scalar | undefined;
  try {
    const {value, grads} = tf.variableGrads(() => {
      const {loss, correct} = forward();
      counted = tf.keep(correct);
      return loss;
    }, [...variables]);
    return {loss: value, correct: tf.clone(counted!), gradients: variables.map(({name}) => grads[name])};
  } catch (error) {
    releaseTape();
    throw error;
  } finally {
    counted?.dispose();
  }
}

/** TF.js keeps what the forward pass saved for the backward pass, and forgets to free it when one of them throws. */
function releaseTape(): void {
  const {state} = tf.engine();
  if (state.gradientDepth > 0) return;
  for (const node of state.activeTape ?? []) tf.dispose(node.saved ?? []);
  state.activeTape = [];
}
