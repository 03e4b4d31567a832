// ResNet-20 on photos of cats and dogs at 64 px: half a megabyte for a web page.
//
//   residual train cats-dogs-small
//
//   residual train cats-dogs-small --from resnet20.safetensors --epochs 5 --learning-rate 0.02 --optimizer.head-rate 10
//
// The photos have to be fetched by hand, see `residual data list`.
// The network of the site's section "Your photos" (apps/demo/models/cats-dogs) is its run with --seed 1.
// Reached: 88.30 % of 2,000 test photos after 42 min on TensorFlow 2.21 (2 cores of an AMD EPYC with AVX-512, with other work at
// the time; one seed). From a PyTorch ResNet-20 of CIFAR-10, as in the second line: 91.30 % after 2.5 min with little other work.
import {IMAGENET} from '@residual/data';
import {defineRecipe, type RecipeInput} from '../recipe/recipe.js';
import {normalizedBy} from './presets.js';

export const catsDogsSmall: RecipeInput = defineRecipe({
  name: 'cats-dogs-small',
  description: 'ResNet-20 on photos of cats and dogs at 64 px: small enough for a web page',
  model: {name: 'cifar-resnet20'},
  data: {
    name: 'cats-dogs',
    images: {size: 64},
    shuffle: true,
    augment: [
      {name: 'random-resized-crop', size: 64, scale: [0.35, 1]},
      {name: 'horizontal-flip'},
      {name: 'color-jitter', brightness: 0.2, contrast: 0.2, saturation: 0.2},
    ],
    normalize: normalizedBy(IMAGENET),
    validation: 0.1,
  },
  epochs: 30,
  batchSize: 64,
  learningRate: 0.1,
  schedule: {name: 'cosine'},
  warmup: {epochs: 1, from: 0.1},
  optimizer: {name: 'sgd', momentum: 0.9, nesterov: true, weightDecay: 5e-4, decayOf: 'kernels'},
  loss: {name: 'cross-entropy', smoothing: 0.1},
  precision: 'bfloat16',
  web: true,
});
