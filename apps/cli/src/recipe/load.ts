import {readFile} from 'node:fs/promises';
import {extname, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';
import {CliError} from '../errors.js';
import {RECIPES} from '../recipes/index.js';
import {suggestion} from '../suggest.js';

/** A recipe as found: not validated yet. */
export interface FoundRecipe {
  readonly input: unknown;
  /** For messages: `recipe digits` or the path. */
  readonly source: string;
}

/**
 * Finds a recipe by the name of a shipped one, or reads the file at a path (`.json`, or a module whose default export
 * is the recipe). Throws a CliError `UNKNOWN_RECIPE` or `UNREADABLE_RECIPE`.
 */
export async function loadRecipe(reference: string): Promise<FoundRecipe> {
  if (/[/\\]|\.(json|m?js|m?ts)$/.test(reference)) return {input: await readRecipeFile(reference), source: reference};
  const shipped = RECIPES.find(({name}) => name === reference);
  if (shipped) return {input: shipped, source: `recipe ${reference}`};
  const names = RECIPES.map(({name}) => name);
  throw new CliError(`There is no recipe "${reference}".`, {
    code: 'UNKNOWN_RECIPE',
    exit: 'usage',
    mend: `${suggestion(reference, names, 'Recipes')} A recipe of your own is given by its path, as ./mine.json.`,
  });
}

async function readRecipeFile(path: string): Promise<unknown> {
  try {
    if (extname(path) === '.json') return JSON.parse(await readFile(path, 'utf8'));
    const module: {default?: unknown} = await import(pathToFileURL(resolve(path)).href);
    return module.default;
  } catch (cause) {
    throw new CliError(`Cannot read the recipe ${path}: ${firstLine(cause)}`, {
      code: 'UNREADABLE_RECIPE',
      exit: 'usage',
      mend: mendFor(cause, path),
      cause,
    });
  }
}

function mendFor(cause: unknown, path: string): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'ENOENT' || code === 'ERR_MODULE_NOT_FOUND')
    return 'Check the path; `residual recipes` lists those shipped.';
  if (code === 'ERR_UNKNOWN_FILE_EXTENSION')
    return `Node ${process.versions.node} does not read TypeScript: use Node 22.18 or later, or a .mjs or .json file.`;
  return extname(path) === '.json' ? 'Write one JSON object.' : 'The module must export the recipe as its default.';
}

function firstLine(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).split('\n')[0]!;
}
