import {readFile} from 'node:fs/promises';
import {createModel, decodeSafetensors, loadParameters, type ModelMetadata} from '@residual/core';
import type {LayersModel} from '@tensorflow/tfjs-layers';
import {CliError} from '../errors.js';
import {readRunConfig} from '../run/config.js';
import {findRunFolder} from '../run/folder.js';
import {type Kind, loadTrained} from '../run/trained.js';

/** Which network: of a run, or by its name in the registry. */
export interface SourceFlags {
  readonly checkpoint?: Kind;
  readonly model?: string;
  readonly weights?: string;
  readonly input?: [number, number, number];
  readonly classes?: number;
}

/** A network, and what is known of it besides. */
export interface Source {
  readonly model: LayersModel;
  readonly metadata: ModelMetadata;
}

/** Throws CliError `USAGE_SOURCE` unless there is a run or `--model`, with the options that go with it. */
export function assertSource(run: string | undefined, flags: SourceFlags): void {
  if ((run === undefined) === (flags.model === undefined)) {
    throw new CliError(run === undefined ? 'No network was given.' : 'A run and --model were given.', {
      code: 'USAGE_SOURCE',
      exit: 'usage',
      mend: 'Name either a run, or a network by --model.',
    });
  }
  const unfit = run === undefined ? ['checkpoint'] : ['weights', 'input', 'classes'];
  const given = unfit.find(name => flags[name as keyof SourceFlags] !== undefined);
  if (given === undefined) return;
  throw new CliError(`--${given} does not go with ${run === undefined ? '--model' : 'a run'}.`, {
    code: 'USAGE_SOURCE',
    exit: 'usage',
    mend: `Leave --${given} out.`,
  });
}

/** Builds the network and loads its weights. Needs an engine. */
export async function openSource(run: string | undefined, flags: SourceFlags): Promise<Source> {
  if (run === undefined) return {model: await openNetwork(flags), metadata: {}};
  const folder = await findRunFolder(run);
  const config = await readRunConfig(folder);
  const {model} = await loadTrained(folder, config, flags.checkpoint);
  return {model, metadata: {classes: config.classes, normalize: config.recipe.data.normalize}};
}

async function openNetwork({model: name, weights, input, classes}: SourceFlags): Promise<LayersModel> {
  const model = createModel(name!, {...(input && {inputShape: input}), ...(classes && {classes})});
  if (weights !== undefined) loadParameters(model, decodeSafetensors(await readFile(weights)).tensors);
  return model;
}
