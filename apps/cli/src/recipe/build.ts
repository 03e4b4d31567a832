import {createModel} from '@residual/core';
import {constant, type Optimizer, type Schedule, sgd, step} from '@residual/train';
import type {LayersModel} from '@tensorflow/tfjs-layers';
import type {Recipe} from './recipe.js';

/** What the shape of the data decides about a network. */
export interface ModelShape {
  /** `[height, width, channels]` */
  readonly inputShape: readonly [number, number, number];
  readonly classes: readonly string[];
}

/** The network of a recipe, with its first weights. Throws CoreError where the geometry does not fit. */
export function buildModel({model: {name, initializer}, seed}: Recipe, {inputShape, classes}: ModelShape): LayersModel {
  const options = {inputShape: [...inputShape] as [number, number, number], classes: classes.length, seed};
  return createModel(name, {...options, ...(initializer && {initializer})});
}

/** The optimizer of a recipe. */
export function buildOptimizer({optimizer: {name: _, ...options}}: Recipe): Optimizer {
  return sgd(options);
}

/** The learning rate of a recipe at a step; `stepsPerEpoch` batches make an epoch. */
export function buildSchedule({learningRate, schedule}: Recipe, {stepsPerEpoch}: {stepsPerEpoch: number}): Schedule {
  if (schedule.name === 'constant') return constant(learningRate);
  return step({base: learningRate, stepSize: schedule.every * stepsPerEpoch, gamma: schedule.factor});
}
