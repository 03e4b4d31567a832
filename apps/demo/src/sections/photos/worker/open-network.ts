import * as tf from '@tensorflow/tfjs-core';
import {type LayersModel, loadLayersModel} from '@tensorflow/tfjs-layers';
import type {ModelFiles} from '../../../storage/models.js';
import {Problem} from './problem.js';

/** How a photo becomes an image for a network. */
export interface Preparation {
  /** `[height, width, channels]` */
  readonly inputShape: readonly [number, number, number];
  /** Pixels in 0…1 become (pixel - mean) / std; one value a channel. */
  readonly normalize: {readonly mean: readonly number[]; readonly std: readonly number[]};
  /** Whether what does not fit is cut off, or the photo is stretched. */
  readonly fit: 'cover' | 'fill';
}

/** A network that tells photos apart. */
export interface PhotoNetwork extends Preparation {
  readonly model: LayersModel;
  readonly classes: readonly string[];
}

/**
 * Opens a network, with what its metadata says of classes and normalisation.
 *
 * @throws Problem `bad-network`, `no-classifier`, `no-normalization`.
 */
export async function openNetwork(files: ModelFiles): Promise<PhotoNetwork> {
  const model = await loadLayersModel(tf.io.fromMemory(files)).catch((cause: Error) => {
    throw new Problem('bad-network', cause.message, {cause});
  });
  try {
    return {model, ...describe(model, files.userDefinedMetadata ?? {})};
  } catch (error) {
    model.dispose();
    throw error;
  }
}

function describe(model: LayersModel, metadata: object): Omit<PhotoNetwork, 'model'> {
  const [input, output] = [model.inputs, model.outputs].map(ends => (ends.length === 1 ? ends[0]!.shape : []));
  const [, height, width, channels] = input!;
  const count = output![1];
  if (!height || !width || (channels !== 1 && channels !== 3) || output!.length !== 2 || !count) {
    throw new Problem('no-classifier', `[${input}] → [${output}]`);
  }
  const {classes, normalize, fit} = metadata as {[Key in 'classes' | 'normalize' | 'fit']?: unknown};
  if (!isNormalization(normalize, channels)) throw new Problem('no-normalization', '');
  return {
    inputShape: [height, width, channels],
    classes: isNames(classes, count) ? classes : Array.from({length: count}, (_, i) => `${i}`),
    normalize,
    fit: fit === 'fill' ? 'fill' : 'cover',
  };
}

function isNames(classes: unknown, count: number): classes is string[] {
  return Array.isArray(classes) && classes.length === count && classes.every(name => typeof name === 'string');
}

function isNormalization(value: unknown, channels: number): value is Preparation['normalize'] {
  const {mean, std} = (value ?? {}) as {mean?: unknown; std?: unknown};
  const isRow = (row: unknown): row is number[] =>
    Array.isArray(row) && row.length === channels && row.every(Number.isFinite);
  return isRow(mean) && isRow(std) && std.every(deviation => deviation > 0);
}
