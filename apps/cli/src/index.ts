export {EXIT, type ExitCode, type ExitName} from './exit-codes.js';
export type {Streams} from './output/output.js';
export {run} from './program.js';
export {defineRecipe, type Recipe, type RecipeInput} from './recipe/recipe.js';
export {recipeSchema} from './recipe/schema.js';
export {cifarCrops, type DataPreset, imagenetCrops, normalizedBy} from './recipes/presets.js';
