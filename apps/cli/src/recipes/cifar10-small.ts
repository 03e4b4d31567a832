// ResNet-20 on CIFAR-10 in 15 epochs, small and quick: half a megabyte for a web page.
//
//   residual train cifar10-small
//
// Reached: TODO
import {defineRecipe, type RecipeInput} from '../recipe/recipe.js';
import {cifarCrops} from './presets.js';

export const cifar10Small: RecipeInput = defineRecipe({
  name: 'cifar10-small',
  description: 'ResNet-20 on CIFAR-10 in 15 epochs: small enough for a web page',
  model: {name: 'cifar-resnet20'},
  data: {name: 'cifar10', shuffle: true, ...cifarCrops(), validation: 'test'},
  epochs: 15,
  batchSize: 128,
  learningRate: 0.2,
  schedule: {name: 'cosine'},
  warmup: {epochs: 1, from: 0.1},
  optimizer: {name: 'sgd', momentum: 0.9, nesterov: true, weightDecay: 5e-4, decayOf: 'kernels'},
  precision: 'bfloat16',
  web: true,
});
