// A first run: the shipped sample of 5,000 MNIST digits, on any machine, nothing to download.
//
//   residual train digits
import {defineRecipe, type RecipeInput} from '../recipe/recipe.js';

export const digits: RecipeInput = defineRecipe({
  name: 'digits',
  description: 'a first run: 5,000 digits that ship with the program, under two minutes on any machine',
  model: {name: 'mnist-residual', initializer: 'pytorch'},
  data: {name: 'digits', shuffle: true, normalize: {mean: [0.1307], std: [0.3801]}, validation: 'test'},
  epochs: 4,
  batchSize: 32,
  learningRate: 0.02,
  schedule: {name: 'step', every: 3, factor: 0.1},
  optimizer: {name: 'sgd', momentum: 0.9},
});
