import {createModel, loadParameters, modelInfo, type NameFamily} from '@residual/core';
import {listDatasets} from '@residual/data/node';
import type {LayersModel} from '@tensorflow/tfjs-layers';
import {knownDatasets} from '../known-datasets.js';
import type {Output} from '../output/output.js';
import {fetchPublished} from './fetch-published.js';
import {type NamedNormalization, parseNormalization} from './normalization.js';
import {readWeights} from './read-weights.js';
import {usualConstants, usualData} from './usual.js';
import {weightsSource} from './weights-source.js';

/** What the command line says of weights. */
export interface WeightsFlags {
  /** Path of a file, or the name of published ones. */
  readonly weights: string;
  readonly model?: string;
  readonly data?: string;
  readonly normalize?: string;
  readonly classes?: number;
  readonly names?: NameFamily | 'auto';
}

/** Weights that were read, and the network that they are for. */
export interface WeightsNetwork {
  readonly path: string;
  /** Name of the network. */
  readonly model: string;
  /** Name of the data set. */
  readonly data: string;
  readonly normalize: NamedNormalization;
  /** Of the data set. */
  readonly classes: readonly string[];
  /** Of the data set's images, `[height, width, channels]`. */
  readonly inputShape: readonly [number, number, number];
  /** Builds the network, and tells whose names the weights have. Needs an engine. Throws CoreError where they do not fit. */
  build(shape: {inputShape: readonly [number, number, number]; classes: number}): {
    readonly model: LayersModel;
    readonly names: string;
  };
}

/**
 * Finds and reads weights, and settles what the command line leaves open: network, data set and constants. Throws CliError,
 * CoreError, DataError.
 */
export async function weightsNetwork(
  {weights, names = 'auto', ...flags}: WeightsFlags,
  {output}: {output: Output},
): Promise<WeightsNetwork> {
  const source = weightsSource(weights, flags.model);
  const {model: name} = source;
  modelInfo(name);
  const data = flags.data ?? source.data ?? usualData(name);
  knownDatasets([data]);
  const given = flags.normalize === undefined ? undefined : parseNormalization(flags.normalize);
  const path = source.path ?? (await fetchPublished(weights, output));
  const file = await readWeights(path);
  const {classes, shape: inputShape} = listDatasets().find(({name}) => name === data)!;
  return {
    classes,
    inputShape,
    path,
    model: name,
    data,
    normalize: given ?? source.normalize ?? file.normalize ?? usualConstants(data),
    build({inputShape, classes}) {
      const model = createModel(name, {inputShape: [...inputShape], classes});
      const report = loadParameters(model, file.tensors, {names});
      return {model, names: report.names};
    },
  };
}
