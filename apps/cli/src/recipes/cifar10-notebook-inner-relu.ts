// The second notebook: the network of the first with a rectifier at the end of each branch, on shuffled images.
//
//   residual train cifar10-notebook-inner-relu
//   residual train cifar10-notebook-inner-relu --style notebook      prints the notebook's own lines
//
// Its two exercises are recipes beside it, cifar10-notebook-bottleneck and cifar10-notebook-preactivation, on a smaller
// budget. The same budget for this one, to compare:
//
//   residual train cifar10-notebook-inner-relu --data.take 10000 --epochs 5 --name inner-relu-small
//
// The notebook broke off before its first epoch ended: the number of epochs is ours.
// Reached in bfloat16: 71.1 % of the first 1,000 test images, 75.5 % in epoch 6, in 27 min on TensorFlow 2.21 on 2 cores of an
// AMD EPYC with little other work (one seed). The learning rate never falls, and the accuracy goes up and down to the end.
import {defineRecipe, type RecipeInput} from '../recipe/recipe.js';
import {cifar10Notebook} from './cifar10-notebook.js';

export const cifar10NotebookInnerRelu: RecipeInput = defineRecipe({
  ...cifar10Notebook,
  name: 'cifar10-notebook-inner-relu',
  description: 'the second notebook: with a rectifier at the end of each branch, shuffled, 10 epochs',
  notebook: 2,
  model: {name: 'cifar10-notebook-inner-relu'},
  data: {...cifar10Notebook.data, shuffle: true},
  epochs: 10,
});
