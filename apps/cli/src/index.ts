export {EXIT, type ExitCode, type ExitName} from './exit-codes.js';
export type {Streams} from './output/output.js';
export {run} from './program.js';
export type {RecipeLoss, RecipeLossInput} from './recipe/loss.js';
export type {RecipeOptimizer, RecipeOptimizerInput} from './recipe/optimizer.js';
export {defineRecipe, type Recipe, type RecipeInput} from './recipe/recipe.js';
export type {RecipeSchedule, RecipeScheduleInput} from './recipe/schedule.js';
export {recipeSchema} from './recipe/schema.js';
export {cifarCrops, type DataPreset, imagenetCrops, normalizedBy} from './recipes/presets.js';
