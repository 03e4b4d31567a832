import type {RecipeInput} from '../recipe/recipe.js';
import {digits} from './digits.js';
import {mnistPlain} from './mnist-plain.js';
import {mnistResidual} from './mnist-residual.js';

/** The recipes that ship, the one to begin with first. */
export const RECIPES: readonly RecipeInput[] = [digits, mnistResidual, mnistPlain];
