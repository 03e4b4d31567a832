import {createModel, loadParameters, type ModelMetadata, type NameFamily} from '@residual/core';
import type {LayersModel} from '@tensorflow/tfjs-layers';
import {CliError} from '../errors.js';
import {fetchPublished} from '../evaluation/fetch-published.js';
import {readWeights} from '../evaluation/read-weights.js';
import {type WeightsSource, weightsSource} from '../evaluation/weights-source.js';
import type {Output} from '../output/output.js';
import {fitFor} from '../prediction/read-picture.js';
import {readRunConfig} from '../run/config.js';
import {findRunFolder} from '../run/folder.js';
import {type Kind, loadTrained} from '../run/trained.js';

/** Which network: that of a run, or one of the registry with the weights of a file. */
export interface SourceFlags {
  readonly checkpoint?: Kind;
  readonly model?: string;
  readonly weights?: string;
  readonly names?: NameFamily | 'auto';
  readonly input?: [number, number, number];
  readonly classes?: number;
}

/** A network, and what is known of it besides. */
export interface Source {
  readonly model: LayersModel;
  readonly metadata?: ModelMetadata;
}

const OF_RUN = ['checkpoint'] as const;
const OF_NETWORK = ['model', 'weights', 'names', 'input', 'classes'] as const;

/** Throws CliError `USAGE_SOURCE` unless there is either a run or a network, with the options that go with it. */
export function assertSource(run: string | undefined, flags: SourceFlags): void {
  if (run === undefined && flags.model === undefined && flags.weights === undefined) {
    throw new CliError('Nothing was given to export.', {
      code: 'USAGE_SOURCE',
      exit: 'usage',
      mend: 'As in: residual export digits --format onnx --out digits.onnx. Or name a network by --model.',
    });
  }
  const unfit = (run === undefined ? OF_RUN : OF_NETWORK).find(option => flags[option] !== undefined);
  if (unfit === undefined) return;
  throw new CliError(`--${unfit} does not go with ${run === undefined ? '--model or --weights' : 'a run'}.`, {
    code: 'USAGE_SOURCE',
    exit: 'usage',
    mend: `Leave --${unfit} out.`,
  });
}

/** Builds the network and loads its weights. Needs an engine. Throws as those that it calls do. */
export async function openSource(run: string | undefined, flags: SourceFlags, output: Output): Promise<Source> {
  if (run === undefined) return openNetwork(flags, output);
  const folder = await findRunFolder(run);
  const config = await readRunConfig(folder);
  const {model} = await loadTrained(folder, config, flags.checkpoint);
  const {name, normalize} = config.recipe.data;
  return {model, metadata: {classes: config.classes, normalize, fit: fitFor(name)}};
}

async function openNetwork(
  {model: name, weights, names = 'auto', input, classes}: SourceFlags,
  output: Output,
): Promise<Source> {
  const source: WeightsSource = weights === undefined ? {model: name!} : weightsSource(weights, name);
  const file =
    weights === undefined ? undefined : await readWeights(source.path ?? (await fetchPublished(weights, output)));
  const model = createModel(source.model, {...(input && {inputShape: input}), ...(classes && {classes})});
  if (file) loadParameters(model, file.tensors, {names});
  else output.note(`${source.model} is exported with its first weights, untrained: no --weights.`);
  const normalize = source.normalize ?? file?.normalize;
  return {model, ...(normalize && {metadata: {normalize: {mean: normalize.mean, std: normalize.std}}})};
}
