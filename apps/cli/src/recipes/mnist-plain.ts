// The twin of mnist-residual without shortcuts: what the same layers learn when nothing carries the gradient past them.
//
//   residual train mnist-plain
//
// Reached, seed 1: 98.96 % on the 10,000 test images, in 161 s on TensorFlow 2.21 compiled, on 2 busy cores of an AMD EPYC:
// with two blocks, shortcuts matter little.
import {defineRecipe, type RecipeInput} from '../recipe/recipe.js';
import {mnistResidual} from './mnist-residual.js';

export const mnistPlain: RecipeInput = defineRecipe({
  ...mnistResidual,
  name: 'mnist-plain',
  description: 'mnist-residual without its shortcuts, for comparison',
  model: {name: 'mnist-plain'},
});
