// The third notebook: ResNet-18 with biased convolutions on Fashion-MNIST at 96 px, from Xavier's first weights.
//
//   residual train fashion-notebook
//   residual train fashion-notebook --style notebook      prints the notebook's own lines, examples a second at the end
//
// Pixels are as they are, from 0 to 1: the notebook normalises nothing.
// Reached: not run to the end yet (the notebook: 92.1 %, 2,166.7 examples a second on a GPU).
import {defineRecipe, type RecipeInput} from '../recipe/recipe.js';

export const fashionNotebook: RecipeInput = defineRecipe({
  name: 'fashion-notebook',
  description: 'the third notebook: ResNet-18 on Fashion-MNIST at 96 px, 10 epochs',
  notebook: 3,
  model: {name: 'fashion-notebook', initializer: 'xavier'},
  data: {name: 'fashion-mnist', shuffle: true, resize: 96, normalize: {mean: [0], std: [1]}, validation: 'test'},
  epochs: 10,
  batchSize: 256,
  learningRate: 0.05,
});
