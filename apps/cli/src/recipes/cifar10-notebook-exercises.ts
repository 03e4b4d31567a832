// The two exercises of the second notebook, on 10,000 images in 5 epochs: does accuracy improve with bottleneck blocks, or
// with batch norm and rectifier before each convolution?
//
//   residual train cifar10-notebook-bottleneck
//   residual train cifar10-notebook-preactivation
//   residual train cifar10-notebook-inner-relu --data.take 10000 --epochs 5 --name inner-relu-small      to compare
//
// Reached in bfloat16: 34.3 % with bottleneck blocks in 5 min, 38.2 % with norm and rectifier first in 3 min, 38.3 % without either
// in 3 min, of the first 1,000 test images; on TensorFlow 2.21 on 2 cores of an AMD EPYC.
import {defineRecipe, type RecipeInput} from '../recipe/recipe.js';
import {cifar10NotebookInnerRelu} from './cifar10-notebook-inner-relu.js';

const budget = {
  ...cifar10NotebookInnerRelu,
  data: {...cifar10NotebookInnerRelu.data, take: 10_000},
  epochs: 5,
};

export const cifar10NotebookBottleneck: RecipeInput = defineRecipe({
  ...budget,
  name: 'cifar10-notebook-bottleneck',
  description: 'an exercise of the second notebook: bottleneck blocks, 10,000 images, 5 epochs',
  model: {name: 'cifar10-notebook-bottleneck'},
});

export const cifar10NotebookPreactivation: RecipeInput = defineRecipe({
  ...budget,
  name: 'cifar10-notebook-preactivation',
  description: 'an exercise of the second notebook: norm and rectifier first, 10,000 images, 5 epochs',
  model: {name: 'cifar10-notebook-preactivation'},
});
