import {availableParallelism} from 'node:os';
import {modelInfo} from '@residual/core';
import {type Checkpoint, decodeCheckpoint, partsOf} from '@residual/train';
import {folderCheckpoints} from '@residual/train/node';
import {deviceOf, noteSlowPrecision, type RunningEngine, startEngine} from '../engine/choose.js';
import type {EngineFlags} from '../engine/options.js';
import {CliError} from '../errors.js';
import type {Output} from '../output/output.js';
import {spansRun} from '../recipe/build-schedule.js';
import {openData, type RecipeData} from '../recipe/open-data.js';
import type {Recipe} from '../recipe/recipe.js';
import {type EngineConfig, newRunConfig, writeRunConfig} from '../run/config.js';
import {createRunFolder} from '../run/folder.js';
import type {Plan} from './plan.js';
import {type StartWeights, startWeights} from './start-weights.js';

/** How a session is computed, and where its data lies. */
export interface SessionFlags extends EngineFlags {
  readonly compile: boolean;
  readonly dataDir?: string | undefined;
  readonly workers?: number | undefined;
}

/** A plan with all that it needs to run. */
export interface Session extends Plan {
  readonly engine: RunningEngine;
  readonly compile: boolean;
  /** Parts of a batch that are computed side by side. */
  readonly parts: number;
  readonly data: RecipeData;
  /** Where to go on from; absent at a beginning. */
  readonly resume: Checkpoint | undefined;
  /** What the network begins with; absent where it goes on, or begins with random weights. */
  readonly start: StartWeights | undefined;
}

/**
 * Starts the engine, opens the data, makes the folder and writes its configuration, in an order in which nothing is
 * written before all else is found right. A run goes on as it was computed before unless the flags say otherwise.
 */
export async function openSession(plan: Plan, flags: SessionFlags, output: Output): Promise<Session> {
  const {recipe, folder, earlier, from} = plan;
  const resume = earlier && (await lastCheckpoint(plan, output));
  const before = earlier?.engine;
  const threads = flags.threads ?? before?.threads;
  const compile = flags.compile && before?.compile !== false;
  const wanted = before?.parts ?? (compile && threads === undefined ? partsFor(recipe) : 1);
  const tf32 = flags.tf32 !== false && before?.tf32 !== false;
  const name = flags.engine ?? before?.name ?? 'auto';
  const engine = await startEngine({engine: name, threads, parts: wanted, tf32}, output);
  if (recipe.precision !== 'float32' && !(compile && engine.compile)) {
    throw new CliError(`--precision ${recipe.precision} needs steps that TensorFlow compiles.`, {
      code: 'USAGE_PRECISION',
      exit: 'usage',
      mend: 'Use --engine tensorflow without --no-compile, or leave --precision out.',
    });
  }
  noteSlowPrecision(recipe.precision, engine, output);
  const parts = engine.name === 'tensorflow' && deviceOf(engine) === 'CPU' ? wanted : 1;
  const config: EngineConfig = {
    name: engine.name,
    version: engine.version,
    compile,
    parts,
    ...(engine.library === undefined ? {} : {library: engine.library}),
    ...(threads === undefined ? {} : {threads}),
    ...(tf32 ? {} : {tf32}),
  };
  if (before && (before.name !== config.name || before.version !== config.version)) {
    output.note(`The run began on ${before.name} ${before.version}: from here on its numbers differ a little.`);
  }
  if (earlier && earlier.recipe.epochs !== recipe.epochs && spansRun(recipe.schedule)) {
    output.note(`The schedule ${recipe.schedule.name} is as long as the run: from here on it goes by the new length.`);
  }
  const data = await openData(recipe, {...flags, output});
  const start = from === undefined || resume ? undefined : await startWeights(from, output);
  if (!earlier) await createRunFolder(folder);
  await writeRunConfig(
    folder,
    earlier ? {...earlier, recipe, engine: config} : newRunConfig({recipe, engine: config, from, ...data}),
  );
  return {...plan, engine, compile, parts, data, resume, start};
}

function partsFor({model, batchSize}: Recipe): number {
  const {batchNorm} = modelInfo(model.name);
  return partsOf({batchSize, batchNorm, cores: availableParallelism()});
}

async function lastCheckpoint({folder}: Plan, output: Output): Promise<Checkpoint | undefined> {
  const bytes = await folderCheckpoints(folder.checkpoints).load('last');
  if (bytes) return decodeCheckpoint(bytes);
  output.note(`${folder.path} has no checkpoint yet: it begins anew.`);
  return undefined;
}
