// The twin of mnist-residual without shortcuts: what the same layers learn when nothing carries the gradient past them.
//
//   residual train mnist-plain
import {defineRecipe, type RecipeInput} from '../recipe/recipe.js';
import {mnistResidual} from './mnist-residual.js';

export const mnistPlain: RecipeInput = defineRecipe({
  ...mnistResidual,
  name: 'mnist-plain',
  description: 'mnist-residual without its shortcuts, for comparison',
  model: {name: 'mnist-plain', initializer: 'pytorch'},
});
