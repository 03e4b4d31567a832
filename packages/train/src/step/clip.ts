import * as tf from '@tensorflow/tfjs-core';
import {TrainError} from '../errors.js';

/** Limits on the gradients of a step, both above 0. */
export interface ClipOptions {
  /** All gradients together are scaled down to this L2 norm when theirs is larger. */
  norm?: number;
  /** Every single value of a gradient is brought to within this distance of 0, before the norm is taken. */
  value?: number;
}

/** @throws TrainError `BAD_OPTION` for a limit that is not above 0 */
export function requireLimits({norm, value}: ClipOptions): void {
  for (const [name, limit] of Object.entries({norm, value})) {
    if (limit === undefined || (limit > 0 && Number.isFinite(limit))) continue;
    throw new TrainError('BAD_OPTION', `expected clip.${name} to be a number above 0, got ${limit}`);
  }
}

/** Gradients within the limits, as `torch.nn.utils.clip_grad_value_` and `clip_grad_norm_` leave them. */
export function clipGradients(gradients: readonly tf.Tensor[], {norm, value}: ClipOptions): readonly tf.Tensor[] {
  const bounded = value === undefined ? gradients : gradients.map(gradient => tf.clipByValue(gradient, -value, value));
  if (norm === undefined) return bounded;
  const squares = bounded.map(gradient => tf.sum(tf.square(gradient)));
  const share = tf.div(norm, tf.add(tf.sqrt(tf.addN(squares)), 1e-6));
  const scale = tf.minimum(share, 1);
  return bounded.map(gradient => tf.mul(gradient, scale));
}
