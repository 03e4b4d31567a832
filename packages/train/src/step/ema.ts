import * as tf from '@tensorflow/tfjs-core';
import {TrainError} from '../errors.js';

/** How the exponential moving average of the weights is taken. */
export interface EmaOptions {
  /** Share of the average that a step keeps, from 0 to below 1; 0.999 is usual. */
  decay: number;
  /**
   * Keeps less in the first steps, `(1 + step) / (10 + step)` of the average while that is below `decay`, so that the
   * first weights do not linger. Default false.
   */
  warmup?: boolean;
}

/** Sets a variable. */
export type Assign = (variable: tf.Variable, value: tf.Tensor) => void;

/** An exponential moving average of a model's weights: what is usually better to evaluate by than the weights. */
export interface Ema {
  /** Its variables by their checkpoint names, `ema/<weight>`. */
  readonly named: ReadonlyMap<string, tf.Variable>;
  /** Moves the average towards the weights; `step` steps were done before. Made of recordable ops. */
  move(step: tf.Tensor, assign?: Assign): void;
  /** Puts the average into the model's weights. */
  apply(): void;
  /** Does work with the average in the model's weights, then puts them back, whatever happens. */
  during<T>(work: () => Promise<T>): Promise<T>;
  dispose(): void;
}

/** @throws TrainError `BAD_OPTION` */
export function requireDecay({decay}: EmaOptions): void {
  if (decay >= 0 && decay < 1) return;
  throw new TrainError('BAD_OPTION', `expected ema.decay to be from 0 to below 1, got ${decay}`);
}

/**
 * Begins an average of weights where they are. Running statistics are averaged as well, as by timm's `ModelEmaV3`.
 *
 * @param weights by their checkpoint names, `model/<weight>`
 */
export function emaOf(weights: ReadonlyMap<string, tf.Variable>, {decay, warmup = false}: EmaOptions): Ema {
  const pairs = [...weights].map(([name, weight]) => {
    // A copy: a step that is compiled tells variables apart by the tensors that they hold.
    const mean = tf.tidy(() => tf.variable(tf.mul(weight, 1), false));
    return {name: name.replace('model/', 'ema/'), weight, mean};
  });
  const apply = () => {
    for (const {weight, mean} of pairs) weight.assign(mean);
  };
  return {
    named: new Map(pairs.map(({name, mean}) => [name, mean])),
    apply,
    move(step, assign = (mean, value) => mean.assign(value)) {
      const keep = warmup ? tf.minimum(decay, tf.div(tf.add(step, 1), tf.add(step, 10))) : tf.scalar(decay);
      const share = tf.sub(1, keep);
      for (const {weight, mean} of pairs) assign(mean, tf.add(mean, tf.mul(tf.sub(weight, mean), share)));
    },
    async during(work) {
      const trained = pairs.map(({weight}) => weight.clone());
      try {
        apply();
        return await work();
      } finally {
        for (const [i, {weight}] of pairs.entries()) weight.assign(trained[i]!);
        tf.dispose(trained);
      }
    },
    dispose: () => tf.dispose(pairs.map(({mean}) => mean)),
  };
}
