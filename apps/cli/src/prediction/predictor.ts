import type {Normalization} from '@residual/data';
import type {LayersModel} from '@tensorflow/tfjs-layers';
import {type WeightsFlags, weightsNetwork} from '../evaluation/weights-network.js';
import type {Output} from '../output/output.js';
import {readRunConfig} from '../run/config.js';
import {findRunFolder} from '../run/folder.js';
import {type Kind, loadTrained} from '../run/trained.js';
import {fitFor} from './read-picture.js';

/** A network to ask, and the pictures that it takes. */
export interface Predictor {
  readonly classes: readonly string[];
  /** `[height, width, channels]` */
  readonly inputShape: readonly [number, number, number];
  readonly normalize: Normalization;
  /** Whether a picture of other proportions is cut off or stretched. */
  readonly fit: 'cover' | 'fill';
  /** Builds the network with its weights. Needs an engine. */
  open(): Promise<LayersModel>;
}

/** The network of a run. Throws CliError where there is no such run, TrainError. */
export async function runPredictor(run: string, {checkpoint}: {checkpoint?: Kind | undefined}): Promise<Predictor> {
  const folder = await findRunFolder(run);
  const config = await readRunConfig(folder);
  const {classes, inputShape, recipe} = config;
  const {name: data, normalize} = recipe.data;
  const open = async () => (await loadTrained(folder, config, checkpoint)).model;
  return {classes, inputShape, normalize, fit: fitFor(data), open};
}

/** A file of weights, for the images and the classes of a data set. Throws CliError, CoreError. */
export async function weightsPredictor(flags: WeightsFlags, {output}: {output: Output}): Promise<Predictor> {
  const {classes, inputShape, data, normalize, build} = await weightsNetwork(flags, {output});
  const open = async () => build({inputShape, classes: classes.length}).model;
  return {classes, inputShape, normalize, fit: fitFor(data), open};
}
