// The first notebook: a residual network without batch norm in its stem, on CIFAR-10 scaled up to 96 px, without shuffling.
//
//   residual train cifar10-notebook
//   residual train cifar10-notebook --style notebook      prints the notebook's own lines
//   residual train cifar10-notebook --data.take 5000      on a part of the images, which the notebook asks how to do
//   residual train cifar10-notebook --precision bfloat16  faster, on TensorFlow
//
// The notebook shows no result, and not how many epochs it ran: their number is ours.
// Reached in bfloat16: 68.3 % on the first 1,000 test images, which were at hand (32.0 % after the first epoch, 63.5 % after the
// second), in 33 min on TensorFlow 2.21 on 2 cores of an AMD EPYC whose other work took half of them and more.
import {defineRecipe, type RecipeInput} from '../recipe/recipe.js';
import {HALVES} from './presets.js';

export const cifar10Notebook: RecipeInput = defineRecipe({
  name: 'cifar10-notebook',
  description: 'the first notebook: a residual network on CIFAR-10 at 96 px, not shuffled',
  notebook: 1,
  model: {name: 'cifar10-notebook'},
  data: {name: 'cifar10', shuffle: false, resize: 96, normalize: HALVES, validation: 'test'},
  epochs: 3,
  batchSize: 64,
  learningRate: 0.01,
});
