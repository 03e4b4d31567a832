// ResNet-20 on CIFAR-10 in 15 epochs, small and quick: half a megabyte for a web page.
//
//   residual train cifar10-small
//
// The network of the site's section "Your photos" (apps/demo/models/cifar10) is its run with --seed 1.
// Reached: 89.90 % of the first 1,000 test images, the only ones at hand, after 27 min on TensorFlow 2.21 (2 cores of an AMD EPYC
// with AVX-512, with other work at the time; one seed).
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
