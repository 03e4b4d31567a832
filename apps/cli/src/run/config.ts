import {readFile} from 'node:fs/promises';
import {writeAtomic} from '@residual/train/node';
import * as tf from '@tensorflow/tfjs-core';
import type {EngineName} from '../engine/choose.js';
import {CliError} from '../errors.js';
import type {Recipe} from '../recipe/recipe.js';
import {resolveRecipe} from '../recipe/resolve.js';
import {VERSION} from '../version.js';
import type {RunFolder} from './folder.js';

const FORMAT = 'residual-run-1';

/** What `config.json` of a run says. */
export interface RunConfig {
  /** Complete: no default left out. */
  readonly recipe: Recipe;
  readonly engine: EngineConfig;
  readonly classes: readonly string[];
  /** `[height, width, channels]` of one image. */
  readonly inputShape: readonly [number, number, number];
  /** Of residual, Node and TF.js. */
  readonly versions: Readonly<Record<string, string>>;
  /** When the run began, ISO 8601. */
  readonly started: string;
  /** The run or the file whose weights it began with, as it was given. */
  readonly from?: string;
}

/** What computed a run. */
export interface EngineConfig {
  readonly name: Exclude<EngineName, 'auto'>;
  readonly version: string;
  readonly library?: string;
  /** Asked for by `--threads`; absent where the engine chose. */
  readonly threads?: number;
  /** Parts of a batch that are computed side by side. */
  readonly parts: number;
  /** With `--no-tf32`. */
  readonly tf32?: false;
  /** False with `--no-compile`. */
  readonly compile: boolean;
}

/** The configuration of a run that begins now. */
export function newRunConfig(
  parts: Pick<RunConfig, 'recipe' | 'engine' | 'classes' | 'inputShape'> & {from?: string | undefined},
): RunConfig {
  const {recipe, engine, classes, inputShape, from} = parts;
  const versions = {residual: VERSION, node: process.versions.node, tfjs: tf.version_core};
  const started = new Date().toISOString();
  return {recipe, engine, classes, inputShape, versions, started, ...(from !== undefined && {from})};
}

/** Writes `config.json` and `classes.json`. Throws a CliError `RUN_NOT_WRITABLE`. */
export async function writeRunConfig(folder: RunFolder, config: RunConfig): Promise<void> {
  try {
    await writeAtomic(folder.classes, `${JSON.stringify(config.classes)}\n`);
    await writeAtomic(folder.config, `${JSON.stringify({format: FORMAT, ...config}, undefined, 2)}\n`);
  } catch (cause) {
    throw new CliError(`Cannot write into the run folder ${folder.path}: ${(cause as Error).message}`, {
      code: 'RUN_NOT_WRITABLE',
      exit: 'run',
      mend: 'Free some space or change its permissions, or choose another place with --out.',
      cause,
    });
  }
}

/** Reads `config.json`. Throws a CliError `BAD_RUN` where it is not one of ours. */
export async function readRunConfig(folder: RunFolder): Promise<RunConfig> {
  const config = parse(await readFile(folder.config, 'utf8'));
  if (config?.format !== FORMAT || !Array.isArray(config.classes) || !Array.isArray(config.inputShape)) {
    throw new CliError(`${folder.config} is not the configuration of a run (expected format ${FORMAT}).`, {
      code: 'BAD_RUN',
      exit: 'run',
      mend: 'Give a folder that `residual train` wrote, or train anew.',
    });
  }
  return {...config, recipe: resolveRecipe({input: config.recipe, source: folder.config})};
}

function parse(text: string): (RunConfig & {format: string}) | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
