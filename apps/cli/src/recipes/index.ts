import type {RecipeInput} from '../recipe/recipe.js';
import {catsDogsNotebook, catsDogsNotebookFixed} from './cats-dogs-notebook.js';
import {catsDogsSmall} from './cats-dogs-small.js';
import {cifarResnet20} from './cifar-resnet20.js';
import {cifar10Notebook} from './cifar10-notebook.js';
import {cifar10NotebookCrops} from './cifar10-notebook-crops.js';
import {cifar10NotebookBottleneck, cifar10NotebookPreactivation} from './cifar10-notebook-exercises.js';
import {cifar10NotebookInnerRelu} from './cifar10-notebook-inner-relu.js';
import {cifar10Small} from './cifar10-small.js';
import {digits} from './digits.js';
import {fashionNotebook} from './fashion-notebook.js';
import {mnistPlain} from './mnist-plain.js';
import {mnistResidual} from './mnist-residual.js';
import {photos} from './photos.js';

/** The recipes that ship: the one to begin with, photos of one's own, then the notebooks, the paper's, and those whose networks the site brings. */
export const RECIPES: readonly RecipeInput[] = [
  digits,
  photos,
  cifar10Notebook,
  cifar10NotebookInnerRelu,
  cifar10NotebookBottleneck,
  cifar10NotebookPreactivation,
  cifar10NotebookCrops,
  fashionNotebook,
  catsDogsNotebook,
  catsDogsNotebookFixed,
  mnistResidual,
  mnistPlain,
  cifarResnet20,
  cifar10Small,
  catsDogsSmall,
];
