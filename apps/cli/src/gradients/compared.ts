import {basename} from 'node:path';
import {createModel, loadParameters, type ModelOptions, modelInfo} from '@residual/core';
import type {Normalization} from '@residual/data';
import type {LayersModel} from '@tensorflow/tfjs-layers';
import {CliError} from '../errors.js';
import {fetchPublished} from '../evaluation/fetch-published.js';
import {parseNormalization} from '../evaluation/normalization.js';
import {readWeights} from '../evaluation/read-weights.js';
import {usualConstants} from '../evaluation/usual.js';
import {weightsSource} from '../evaluation/weights-source.js';
import {knownDatasets} from '../known-datasets.js';
import type {Settings} from '../network-options.js';
import type {Output} from '../output/output.js';
import {readRunConfig} from '../run/config.js';
import {findRunFolder} from '../run/folder.js';
import {loadTrained} from '../run/trained.js';
import {type NamedNetwork, plainTwin} from './plain-twin.js';

/** What the command line says of networks and their images. */
export interface ComparedFlags {
  readonly set?: Settings;
  readonly weights?: string;
  readonly run?: string;
  readonly data?: string;
  readonly normalize?: string;
  readonly size?: number;
}

/** Networks to be seen beside one another, and the images for them. */
export interface Comparison {
  readonly networks: readonly Compared[];
  /** Name of the data set. */
  readonly data: string;
  readonly normalize: Normalization;
}

/** A network that can be built. */
export interface Compared {
  /** For people and charts. */
  readonly title: string;
  /** Builds it for images and classes, with weights that follow from the seed or are trained. Needs an engine. */
  build(options: Required<Pick<ModelOptions, 'inputShape' | 'classes' | 'seed'>>): LayersModel | Promise<LayersModel>;
}

/** Decided by the data and by options of their own. */
const NOT_SETTABLE = ['inputShape', 'classes', 'seed'];

/**
 * What the command line asks to compare: networks by name, one that has shortcuts with its plain twin, one with weights
 * from a file or published ones, or a run. Throws CliError, CoreError `UNKNOWN_MODEL`.
 */
export async function comparison(names: readonly string[], flags: ComparedFlags, output: Output): Promise<Comparison> {
  if (flags.run !== undefined) return runAlone(flags.run, names, flags);
  const [name, ...others] = names;
  if (name === undefined) throw usage('No network was given.', 'As in: residual gradients mnist-residual.');
  for (const one of names) modelInfo(one);
  const {set: settings = {}, weights} = flags;
  const unfit = NOT_SETTABLE.find(option => option in settings);
  if (unfit)
    throw usage(`--set does not take ${unfit}.`, 'Images and classes are those of --data; --seed is an option.');
  if (weights !== undefined) {
    if (others.length > 0) throw usage('--weights goes with one network.', `Leave ${others.join(', ')} out.`);
    return weightsAlone(weights, {...flags, name, settings, output});
  }
  const twin = others.length === 0 ? plainTwin({name, settings}) : undefined;
  const networks = names.map(one => ({title: one, name: one, settings}));
  return {...imagesOf(flags), networks: [...networks, ...(twin ? [twin] : [])].map(compared)};
}

function compared({title, name, settings}: NamedNetwork): Compared {
  return {title, build: options => createModel(name, {...settings, ...options})};
}

/** The data set that flags say, and its constants. */
function imagesOf({data = 'digits', normalize}: ComparedFlags): Omit<Comparison, 'networks'> {
  knownDatasets([data]);
  return {data, normalize: normalize === undefined ? usualConstants(data) : parseNormalization(normalize)};
}

/** A file of weights or published ones, which know the data that they were trained on. */
async function weightsAlone(
  weights: string,
  {name, settings, output, ...flags}: ComparedFlags & Omit<NamedNetwork, 'title'> & {output: Output},
): Promise<Comparison> {
  const source = weightsSource(weights, name);
  const images = imagesOf({...(source.data !== undefined && {data: source.data}), ...flags});
  const {tensors} = await readWeights(source.path ?? (await fetchPublished(weights, output)));
  const network: Compared = {
    title: `${name} with ${source.path === undefined ? weights : basename(weights)}`,
    build(options) {
      const model = createModel(name, {...settings, ...options});
      loadParameters(model, tensors);
      return model;
    },
  };
  const trainedBy = flags.data === undefined && flags.normalize === undefined ? source.normalize : undefined;
  return {...images, networks: [network], ...(trainedBy && {normalize: trainedBy})};
}

async function runAlone(run: string, names: readonly string[], flags: ComparedFlags): Promise<Comparison> {
  const other = (['set', 'weights', 'data', 'normalize', 'size'] as const).find(name => flags[name] !== undefined);
  if (other) throw usage(`--${other} does not go with --run.`, `Leave --${other} out: a run has its own.`);
  if (names.length > 0) throw usage('A network and --run were given.', `Leave ${names.join(', ')} out, or --run.`);
  const folder = await findRunFolder(run);
  const config = await readRunConfig(folder);
  const {name, normalize} = config.recipe.data;
  const build = async () => (await loadTrained(folder, config)).model;
  return {networks: [{title: `run ${folder.name}`, build}], data: name, normalize};
}

function usage(message: string, mend: string): CliError {
  return new CliError(message, {code: 'USAGE_NETWORKS', exit: 'usage', mend});
}
