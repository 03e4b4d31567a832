import type * as tf from '@tensorflow/tfjs-core';
import type {ParameterGroup} from './groups.js';

/** What one update starts from. All lists but `slots` run parallel to `parameters`. */
export interface Update {
  readonly parameters: readonly tf.Tensor[];
  readonly gradients: readonly tf.Tensor[];
  /** How each parameter is treated. */
  readonly groups: readonly ParameterGroup[];
  /** The slots of all parameters, one slot name after the other: `slotNames.length * parameters.length` tensors. */
  readonly slots: readonly tf.Tensor[];
  readonly learningRate: tf.Scalar;
  /** Number of steps done before this one, float32. */
  readonly step: tf.Scalar;
}

/**
 * A rule that moves parameters along their gradients. It holds no state: what it must remember lives in slots, which
 * the step keeps as variables and a checkpoint saves. `update` must be made of recordable ops: no host reads, no
 * branches on tensor values.
 */
export interface Optimizer {
  readonly name: string;
  /** Its settings: saved in checkpoints, and compared when a run is resumed. */
  readonly config: Readonly<Record<string, number | boolean>>;
  /** How the parameter of a name is treated. Without it, all are treated alike. */
  readonly groupOf?: (name: string) => ParameterGroup;
  /** Names of the tensors it keeps for every parameter, such as `momentum`. */
  readonly slotNames: readonly string[];
  /** The slots before the first step, in the order of `Update.slots`, each of its parameter's shape. */
  init(parameters: readonly tf.Tensor[]): tf.Tensor[];
  /** The parameters and slots after one step. */
  update(update: Update): {parameters: tf.Tensor[]; slots: tf.Tensor[]};
}
