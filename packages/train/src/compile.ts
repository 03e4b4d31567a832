import * as tf from '@tensorflow/tfjs-core';

/** A step that is ready to run. */
export interface Compiled {
  /** Runs the step once; the caller disposes the tensors that come back. */
  run(...inputs: tf.Tensor[]): Promise<tf.Tensor[]>;
  /** Frees what the compiled form holds. The variables stay. */
  dispose(): void;
}

/**
 * Turns a step into something that runs it faster with the same results. `variables` are all those that the step
 * reads or assigns; whatever else changes from run to run must be an input. `frozen` says that the step assigns none of
 * them and that others seldom do, so that an engine may prepare itself for the values that they have.
 */
export type Compile = (
  fn: (...inputs: tf.Tensor[]) => tf.Tensor[],
  options: {variables: readonly tf.Variable[]; frozen?: boolean},
) => Compiled;

/** The default: runs the step op by op, and frees all but its results. Works on every backend. */
export const eager: Compile = fn => ({
  run: async (...inputs) => tf.tidy(() => fn(...inputs)),
  dispose() {},
});
