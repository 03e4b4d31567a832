// ResNet-20 of the paper on CIFAR-10, with the paper's settings (He et al. 2016, section 4.2): batch 128, 64,000 steps, which
// are 164 epochs of 391; the learning rate 0.1 falls to a tenth after 32,000 and 48,000 steps (82 and 123 epochs); momentum
// 0.9, weight decay 1e-4, crops of 32 from 40 px and flips.
//
//   residual train cifar-resnet20
//
// The paper: 91.25 % on the 10,000 test images.
// Reached: not run to the end yet.
import {defineRecipe, type RecipeInput} from '../recipe/recipe.js';
import {cifarCrops} from './presets.js';

export const cifarResnet20: RecipeInput = defineRecipe({
  name: 'cifar-resnet20',
  description: "ResNet-20 on CIFAR-10 with the paper's settings, 164 epochs",
  model: {name: 'cifar-resnet20'},
  data: {name: 'cifar10', shuffle: true, ...cifarCrops(), validation: 'test'},
  epochs: 164,
  batchSize: 128,
  learningRate: 0.1,
  schedule: {name: 'multi-step', milestones: [82, 123], factor: 0.1},
  optimizer: {name: 'sgd', momentum: 0.9, weightDecay: 1e-4},
});
