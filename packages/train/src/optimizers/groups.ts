import * as tf from '@tensorflow/tfjs-core';
import {TrainError} from '../errors.js';
import type {Update} from './optimizer.js';

/** How an optimizer treats one parameter. */
export interface ParameterGroup {
  /** Whether weight decay pulls at it. */
  readonly decay: boolean;
  /** Factor of its learning rate. */
  readonly rateScale: number;
}

/** Treats parameters apart by their names, such as `layer1.0.conv1/kernel`: what PyTorch calls parameter groups. */
export interface ParameterGroups {
  /** Whether weight decay is for the parameter of this name. Default: for all, as in PyTorch. See `kernelsOnly`. */
  decay?: (name: string) => boolean;
  /** Factor of the learning rate for the parameter of this name, above 0: a new head may learn faster. Default 1. */
  rateScale?: (name: string) => number;
}

/** What a parameter is without groups. */
export const UNGROUPED: ParameterGroup = {decay: true, rateScale: 1};

/**
 * The usual choice for `decay`: kernels alone, neither biases nor the scales and offsets of batch norm (Goyal et al.
 * 2017, section 5.3; He et al. 2019, "Bag of Tricks").
 */
export function kernelsOnly(name: string): boolean {
  return name.endsWith('/kernel');
}

/** @throws TrainError `BAD_OPTION`, from the function that it returns, for a scale that is not above 0 */
export function groupBy({decay, rateScale}: ParameterGroups): (name: string) => ParameterGroup {
  return name => {
    const scale = rateScale?.(name) ?? 1;
    if (scale > 0 && Number.isFinite(scale)) return {decay: decay?.(name) ?? true, rateScale: scale};
    throw new TrainError(
      'BAD_OPTION',
      `expected rateScale to be above 0, got ${scale} for '${name}'; to freeze its layer, set trainable to false`,
    );
  };
}

/** What each parameter's learning rate decides: made once for every scale that occurs. */
export function eachRate<T>({learningRate, groups}: Update, make: (rate: tf.Scalar) => T): T[] {
  const made = new Map<number, T>();
  return groups.map(({rateScale}) => {
    const known = made.get(rateScale) ?? make(rateScale === 1 ? learningRate : tf.mul(learningRate, rateScale));
    made.set(rateScale, known);
    return known;
  });
}
