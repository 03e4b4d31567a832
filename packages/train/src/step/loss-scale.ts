import * as tf from '@tensorflow/tfjs-core';
import {TrainError} from '../errors.js';

/** How a scale follows the gradients; the defaults are those of `torch.amp.GradScaler`. */
export interface LossScaleOptions {
  /** The scale of the first step. Default 65536. */
  initial?: number;
  /** What the scale is multiplied by after `interval` good steps in a row, above 1. Default 2. */
  growth?: number;
  /** What it is multiplied by after a step whose gradients are not finite, between 0 and 1. Default 0.5. */
  backoff?: number;
  /** Good steps in a row after which the scale grows, a whole number. Default 2000. */
  interval?: number;
}

const DEFAULTS: Required<LossScaleOptions> = {initial: 65_536, growth: 2, backoff: 0.5, interval: 2000};

/** What is left to do of a step when its gradients are known. */
interface SettledGradients {
  /** Without the scale. */
  readonly gradients: readonly tf.Tensor[];
  /** Number of steps that moved the weights before this one, float32 scalar. */
  readonly step: tf.Tensor;
  /** Whether this one may move them, bool scalar; absent where all may. */
  readonly isTaken?: tf.Tensor;
}

/** Multiplies the loss so that small gradients do not vanish in float16, and divides the gradients again. */
export interface LossScale {
  /** Its variables by their checkpoint names. */
  readonly named: ReadonlyMap<string, tf.Variable>;
  /** All options, or the fixed scale. */
  readonly settings: number | Required<LossScaleOptions>;
  /** The loss to take gradients of. */
  apply(loss: tf.Scalar): tf.Scalar;
  /** Undoes the scale, and moves it for the next step; `step` steps were done before. Made of recordable ops. */
  settle(gradients: readonly tf.Tensor[], step: tf.Tensor): SettledGradients;
  dispose(): void;
}

/** @throws TrainError `BAD_OPTION` */
export function requireLossScale(options: LossScaleOptions | number): void {
  if (typeof options === 'number') {
    requireAbove(0, 'lossScale', options);
    return;
  }
  const {initial, growth, backoff, interval} = {...DEFAULTS, ...options};
  requireAbove(0, 'lossScale.initial', initial);
  requireAbove(1, 'lossScale.growth', growth);
  if (!(backoff > 0 && backoff < 1)) {
    throw new TrainError('BAD_OPTION', `expected lossScale.backoff to be between 0 and 1, got ${backoff}`);
  }
  if (!Number.isInteger(interval) || interval < 1) {
    throw new TrainError('BAD_OPTION', `expected lossScale.interval to be a whole number from 1, got ${interval}`);
  }
}

/** In float32, in which the scale is kept. */
function requireAbove(limit: number, name: string, value: number): void {
  if (value > limit && Number.isFinite(Math.fround(value))) return;
  throw new TrainError('BAD_OPTION', `expected ${name} to be a number above ${limit}, got ${value}`);
}

/**
 * Makes the scale of a run. Dynamic (options), it halves where gradients overflow, and that step is to be skipped; after
 * many good steps it doubles. Fixed (a number), it checks nothing and costs least: too large a one ends in weights that
 * are not finite.
 */
export function lossScaleOf(options: LossScaleOptions | number): LossScale {
  return typeof options === 'number' ? fixed(options) : dynamic({...DEFAULTS, ...options});
}

function fixed(scale: number): LossScale {
  return {
    named: new Map(),
    settings: scale,
    apply: loss => tf.mul(loss, scale),
    settle: (gradients, step) => ({gradients: gradients.map(gradient => tf.mul(gradient, 1 / scale)), step}),
    dispose() {},
  };
}

/** The rule of `torch.amp.GradScaler`: `_amp_foreach_non_finite_check_and_unscale_` and `_amp_update_scale_`. */
function dynamic(settings: Required<LossScaleOptions>): LossScale {
  const {initial, growth, backoff, interval} = settings;
  const variable = (value: number): tf.Variable => tf.tidy(() => tf.variable(tf.scalar(value), false));
  const [scale, streak, skipped] = [variable(initial), variable(0), variable(0)];
  return {
    named: new Map([
      ['scale/value', scale],
      ['scale/streak', streak],
      ['scale/skipped', skipped],
    ]),
    settings,
    apply: loss => tf.mul(loss, scale),
    settle(gradients, count) {
      const inverse = tf.div(1, scale);
      const isTaken = tf.all(tf.stack(gradients.map(gradient => tf.all(tf.isFinite(gradient)))));
      const step = tf.sub(count, skipped);
      const good = tf.add(streak, 1);
      const isDue = tf.equal(good, interval);
      const grown = tf.mul(scale, growth);
      const after = tf.where(tf.logicalAnd(isDue, tf.isFinite(grown)), grown, scale);
      scale.assign(tf.where(isTaken, after, tf.mul(scale, backoff)));
      streak.assign(tf.where(tf.logicalAnd(isTaken, tf.logicalNot(isDue)), good, tf.zerosLike(good)));
      skipped.assign(tf.where(isTaken, skipped, tf.add(skipped, 1)));
      return {gradients: gradients.map(gradient => tf.mul(gradient, inverse)), step, isTaken};
    },
    dispose: () => tf.dispose([scale, streak, skipped]),
  };
}
