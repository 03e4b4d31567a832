import {decodeCheckpoint, restoreModel, type TrainingState} from '@residual/train';
import {folderCheckpoints} from '@residual/train/node';
import type {LayersModel} from '@tensorflow/tfjs-layers';
import {Option} from 'commander';
import {CliError} from '../errors.js';
import {buildModel} from '../recipe/build.js';
import type {RunConfig} from './config.js';
import type {RunFolder} from './folder.js';

/** Which weights of a run. */
const KINDS = ['last', 'best'] as const;

export type Kind = (typeof KINDS)[number];

/** The option that chooses the weights of a run. */
export function checkpointOption(): Option {
  return new Option(
    '--checkpoint <kind>',
    'weights: the last, or the best in validation (default: what the recipe keeps)',
  ).choices(KINDS);
}

/** The network of a run with its weights, and how far they were trained. */
export interface Trained {
  readonly model: LayersModel;
  readonly state: TrainingState;
}

/** Builds the network of a run and loads its weights. Needs an engine. Throws CliError `NO_CHECKPOINT`, TrainError. */
export async function loadTrained(folder: RunFolder, {recipe, ...shape}: RunConfig, kind?: Kind): Promise<Trained> {
  const bytes = await folderCheckpoints(folder.checkpoints).load(kind ?? recipe.checkpoint.keep);
  if (!bytes) {
    throw new CliError(`The run ${folder.path} has no checkpoint yet.`, {
      code: 'NO_CHECKPOINT',
      exit: 'run',
      mend: `Train it on by: residual train --resume ${folder.path}`,
    });
  }
  const checkpoint = decodeCheckpoint(bytes);
  const model = buildModel(recipe, shape);
  restoreModel(model, checkpoint);
  return {model, state: checkpoint.state};
}
