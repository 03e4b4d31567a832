import * as tf from '@tensorflow/tfjs-core';
import {CoreError} from '../errors.js';

/** What {@link batchNormTraining} returns. */
export interface BatchNormTraining {
  /** The normalised input, `[batch, height, width, channels]`. */
  y: tf.Tensor4D;
  /** Mean of the batch, `[channels]`. No gradient flows through it. */
  mean: tf.Tensor1D;
  /** Unbiased variance of the batch (n - 1), as running statistics want it, `[channels]`. No gradient either. */
  variance: tf.Tensor1D;
}

/** What {@link batchNormTraining} computes from. */
export interface BatchNormTrainingInputs {
  /** `[batch, height, width, channels]` */
  x: tf.Tensor4D;
  /** `[channels]` */
  scale: tf.Tensor1D;
  /** `[channels]` */
  offset: tf.Tensor1D;
}

/** One way to compute it, forward and back. */
interface Implementation {
  forward(inputs: BatchNormTrainingInputs, epsilon: number): BatchNormTraining & {saved: tf.Tensor[]};
  backward(dy: tf.Tensor, saved: tf.Tensor[], epsilon: number): tf.Tensor[];
}

/**
 * Batch normalisation by the batch's own statistics, as PyTorch defines it: the biased variance normalises, the
 * unbiased one is returned. A backend that has the kernels `BatchNormTraining` and `BatchNormTrainingGrad` runs them;
 * elsewhere it is composed, with the gradient in closed form. First-order gradients only.
 *
 * @throws CoreError `BATCH_TOO_SMALL` where a channel has a single value, whose variance is undefined.
 */
export function batchNormTraining(
  {x, scale, offset}: BatchNormTrainingInputs,
  {epsilon = 1e-5}: {epsilon?: number} = {},
): BatchNormTraining {
  if (valuesPerChannel(x) < 2) {
    throw new CoreError(
      'BATCH_TOO_SMALL',
      `batch normalisation: expected more than one value a channel in training, got an input of [${x.shape}]; ` +
        'use a larger batch',
    );
  }
  const {forward, backward} = tf.getKernel('BatchNormTraining', tf.getBackend()) ? fused : composed;
  const statistics: tf.Tensor1D[] = [];
  const normalize = tf.customGrad((...args) => {
    const [x, scale, offset, save] = args as [tf.Tensor4D, tf.Tensor1D, tf.Tensor1D, tf.GradSaveFunc];
    const {y, mean, variance, saved} = forward({x, scale, offset}, epsilon);
    statistics.push(tf.keep(mean), tf.keep(variance));
    save(saved);
    return {value: y, gradFunc: (dy, saved) => backward(dy, saved, epsilon)};
  });
  const y = normalize(x, scale, offset) as tf.Tensor4D;
  const [mean, variance] = statistics.map(release);
  return {y, mean: mean!, variance: variance!};
}

/** Hands a kept tensor over to the caller's scope: a custom gradient lets only its value out. */
function release(kept: tf.Tensor1D): tf.Tensor1D {
  const released = tf.clone(kept);
  kept.dispose();
  return released;
}

/** Four dimensions, the last of them the channels: all others are averaged over. */
const axes = [0, 1, 2];

function valuesPerChannel(x: tf.Tensor): number {
  return x.size / x.shape[3]!;
}

const fused: Implementation = {
  forward({x, scale, offset}, epsilon) {
    const outputs: tf.Tensor[] = tf.engine().runKernel('BatchNormTraining', {x, scale, offset}, {epsilon});
    const [y, mean, variance, ...reserved] = outputs;
    return {
      y: y as tf.Tensor4D,
      mean: mean as tf.Tensor1D,
      variance: variance as tf.Tensor1D,
      saved: [x, scale, ...reserved],
    };
  },
  backward(dy, saved, epsilon) {
    const [x, scale, r1, r2, r3] = saved as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
    return tf.engine().runKernel('BatchNormTrainingGrad', {dy, x, scale, r1, r2, r3}, {epsilon});
  },
};

const composed: Implementation = {
  forward({x, scale, offset}, epsilon) {
    const count = valuesPerChannel(x);
    const moments = tf.moments(x, axes);
    const mean = moments.mean as tf.Tensor1D;
    const biased = moments.variance as tf.Tensor1D;
    return {
      y: tf.batchNorm4d(x, mean, biased, offset, scale, epsilon),
      mean,
      variance: tf.mul(biased, count / (count - 1)),
      saved: [x, scale, mean, tf.rsqrt(tf.add(biased, epsilon))],
    };
  },
  backward(dy, saved) {
    const [x, scale, mean, inverseDeviation] = saved as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
    return tf.tidy(() => {
      const normalized = tf.mul(tf.sub(x, mean), inverseDeviation);
      const dscale = tf.sum(tf.mul(dy, normalized), axes);
      const doffset = tf.sum(dy, axes);
      const throughStatistics = tf.div(tf.add(doffset, tf.mul(normalized, dscale)), valuesPerChannel(x));
      const dx = tf.mul(tf.sub(dy, throughStatistics), tf.mul(scale, inverseDeviation));
      return [dx, dscale, doffset];
    });
  },
};
