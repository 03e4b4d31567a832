import type {Recipe} from '../../recipe/recipe.js';

/** Fields that say what a recipe is called, and not what it does. */
const NAMES = ['name', 'description', 'notebook'];

/** A field of recipes, and what each says of it; undefined where it says nothing. */
export interface DifferingSetting {
  /** As a flag names it: `data.take`. */
  readonly path: string;
  readonly values: readonly (string | undefined)[];
}

/** The settings in which recipes differ, in the order of their fields. */
export function differingSettings(recipes: readonly Recipe[]): DifferingSetting[] {
  const flat = recipes.map(recipe => new Map(flatten(recipe)));
  const paths = [...new Set(flat.flatMap(settings => [...settings.keys()]))];
  return paths
    .filter(path => !NAMES.includes(path))
    .map(path => ({path, values: flat.map(settings => settings.get(path))}))
    .filter(({values}) => new Set(values).size > 1);
}

/** Fields within fields by their path; a list is one value. */
function flatten(value: object, path = ''): [string, string][] {
  return Object.entries(value).flatMap(([key, field]): [string, string][] => {
    const at = path === '' ? key : `${path}.${key}`;
    if (field === undefined) return [];
    if (typeof field === 'object' && field !== null && !Array.isArray(field)) return flatten(field, at);
    return [[at, typeof field === 'string' ? field : JSON.stringify(field)]];
  });
}
