// The last cells of the second notebook: its network on random parts of the images at 224 px, flipped or not, with
// ImageNet's constants (the preset imagenetCrops). Look at them:
//
//   residual data preview cifar10-notebook-crops --out sheet.png
//   residual train cifar10-notebook-crops
//
// An image has 5.4 times as many pixels as at 96 px, and an epoch takes about as much longer.
// Reached: not run to the end yet.
import {defineRecipe, type RecipeInput} from '../recipe/recipe.js';
import {cifar10NotebookInnerRelu} from './cifar10-notebook-inner-relu.js';
import {imagenetCrops} from './presets.js';

export const cifar10NotebookCrops: RecipeInput = defineRecipe({
  ...cifar10NotebookInnerRelu,
  name: 'cifar10-notebook-crops',
  description: 'the second notebook on random crops at 224 px, as its last cells prepare them',
  data: {...cifar10NotebookInnerRelu.data, ...imagenetCrops()},
});
