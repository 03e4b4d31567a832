import {join} from 'node:path';
import {CliError} from '../errors.js';
import {flagOf, type Overrides} from '../recipe/flags.js';
import {type FoundRecipe, loadRecipe} from '../recipe/load.js';
import type {Recipe} from '../recipe/recipe.js';
import {resolveRecipe} from '../recipe/resolve.js';
import {photos} from '../recipes/photos.js';
import {type RunConfig, readRunConfig} from '../run/config.js';
import {assertFree, findRunFolder, RUNS_DIR, type RunFolder, runFolder} from '../run/folder.js';

import {tailorPhotos} from './tailor-photos.js';

/** What the command line asks for. */
export interface PlanOptions {
  /** Name or path of a recipe. */
  readonly recipe?: string | undefined;
  readonly overrides: Overrides;
  /** Name of the run under `runs`; default: that of the recipe. */
  readonly name?: string | undefined;
  /** Folder of the run, in the place of a name. */
  readonly out?: string | undefined;
  readonly overwrite?: boolean | undefined;
  /** True, or which run to go on with. */
  readonly resume?: string | boolean | undefined;
  /** Folder of the data: that of photos decides their recipe. */
  readonly dataDir?: string | undefined;
  /** Weights to begin with. */
  readonly from?: string | undefined;
}

/** What will be trained, and where. */
export interface Plan {
  readonly recipe: Recipe;
  readonly folder: RunFolder;
  /** Configuration of the run that goes on; absent for a new one. */
  readonly earlier?: RunConfig;
  /** Run, published weights or file whose weights the network begins with; absent for random ones. */
  readonly from?: string | undefined;
}

/** Settles recipe and folder of a training. Nothing is written. Throws CliError. */
export async function planRun(options: PlanOptions): Promise<Plan> {
  if (options.resume) return planResume(options);
  if (options.recipe === undefined) {
    throw new CliError('No recipe was given.', {
      code: 'USAGE_RECIPE',
      exit: 'usage',
      mend: 'As in: residual train digits. `residual recipes` lists them.',
    });
  }
  const {from, ...found} = await findRecipe(options.recipe, options);
  const recipe = resolveRecipe({...found, overrides: options.overrides});
  const folder = runFolder(options.out ?? join(RUNS_DIR, options.name ?? recipe.name));
  if (!options.overwrite) await assertFree(folder);
  return {recipe, folder, from};
}

/** The recipe of a name or a path; that for photos is made for the folder. */
async function findRecipe(
  reference: string,
  {dataDir, from, overrides}: PlanOptions,
): Promise<FoundRecipe & Pick<Plan, 'from'>> {
  const found = await loadRecipe(reference);
  if (found.input !== photos || dataDir === undefined) return {...found, from};
  return {...found, ...(await tailorPhotos(dataDir, {from, overrides}))};
}

async function planResume({recipe: reference, overrides, name, out, resume, from}: PlanOptions): Promise<Plan> {
  if (from !== undefined) {
    throw new CliError('--from does not go with --resume: a run goes on with its own weights.', {
      code: 'USAGE_RESUME',
      exit: 'usage',
      mend: 'Leave one of them out.',
    });
  }
  const named = typeof resume === 'string' ? resume : (out ?? name);
  const wanted = reference === undefined ? undefined : resolveRecipe(await loadRecipe(reference)).name;
  const run = named ?? wanted;
  if (run === undefined) {
    throw new CliError('--resume does not say which run.', {
      code: 'USAGE_RESUME',
      exit: 'usage',
      mend: 'As in: residual train --resume digits.',
    });
  }
  const folder = await findRunFolder(run);
  const earlier = await readRunConfig(folder);
  if (wanted !== undefined && wanted !== earlier.recipe.name) {
    throw new CliError(`The run ${folder.path} was made by recipe ${earlier.recipe.name}, not ${wanted}.`, {
      code: 'FOREIGN_RUN',
      exit: 'usage',
      mend: `Go on with it by: residual train --resume ${run}`,
    });
  }
  return {recipe: resumedRecipe(earlier, overrides), folder, earlier, from: earlier.from};
}

/** Only the length of a run may change when it goes on: anything else would make it another run. */
function resumedRecipe({recipe}: RunConfig, overrides: Overrides): Recipe {
  const resumed = resolveRecipe({input: recipe, source: 'the run', overrides});
  for (const path of overrides.keys()) {
    if (path === 'epochs' || valueAt(resumed, path) === valueAt(recipe, path)) continue;
    throw new CliError(`${flagOf(path)} cannot change when a run goes on (it has ${valueAt(recipe, path)}).`, {
      code: 'USAGE_RESUME',
      exit: 'usage',
      mend: 'Only --epochs can. For another setting, begin a new run with --name.',
    });
  }
  return resumed;
}

function valueAt(recipe: Recipe, path: string): string {
  const value = path
    .split('.')
    .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], recipe);
  return JSON.stringify(value) ?? 'none';
}
