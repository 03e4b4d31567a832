import {createModel} from '@residual/core';
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
