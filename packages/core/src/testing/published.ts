import {readFileSync} from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import {createModel, modelInfo} from '../networks/registry.js';
import type {NameFamily} from '../weights/names/families.js';
import {noise} from './noise.js';
import type {Values} from './reference.js';

/** A published network: whose names it has, which of ours it is, and what it holds and computes. */
export interface PublishedNetwork {
  family: NameFamily;
  /** The name of ours. */
  network: string;
  /** Of all that its state dictionary holds. */
  shapes: Record<string, number[]>;
  /** The first ten logits, computed in float64, of two images and the weights of {@link publishedParameters}. */
  logits: number[][];
}

/** Files of `published-names`, where generate.py wrote them, and the family that each has names of. */
const sources: Record<string, NameFamily> = {
  torchvision: 'torchvision',
  timm: 'torchvision',
  chenyaofo: 'torchvision',
  'timm-resnetv2': 'timm-resnetv2',
  transformers: 'transformers',
  akamaster: 'kuangliu',
  kuangliu: 'kuangliu',
  'kuangliu-preact': 'kuangliu-preact',
  'bearpaw-preact': 'bearpaw-preact',
};

/** All published networks of which there are references. */
export function publishedNetworks(): PublishedNetwork[] {
  return Object.entries(sources).flatMap(([source, family]) => {
    const file = new URL(`./published-names/${source}.json`, import.meta.url);
    const networks: Record<string, Pick<PublishedNetwork, 'shapes' | 'logits'>> = JSON.parse(
      readFileSync(file, 'utf8'),
    );
    return Object.entries(networks).map(([network, held]) => ({family, network, ...held}));
  });
}

/** The weights of which the logits were computed, under the published names: `fill` of generate.py. */
export function publishedParameters(shapes: PublishedNetwork['shapes']): Record<string, Values> {
  const held = Object.entries(shapes).filter(([name]) => !name.endsWith('num_batches_tracked'));
  const tensors = held.map(([name, shape], index) => {
    const [center, spread] = fill(name, shape);
    const values = noise(product(shape), index);
    const data = new Float32Array(values.length);
    for (let i = 0; i < data.length; i++) data[i] = center + spread * values[i]!;
    return [name, {shape, data}] as const;
  });
  return Object.fromEntries(tensors);
}

function fill(name: string, shape: readonly number[]): [center: number, spread: number] {
  if (name.endsWith('running_var')) return [1, 0.5];
  if (/(running_mean|bias)$/.test(name)) return [0, 0.1];
  return shape.length === 1 ? [1, 0.1] : [0, Math.sqrt(6 / product(shape.slice(1)))];
}

function product(factors: readonly number[]): number {
  return factors.reduce((product, factor) => product * factor, 1);
}

/** Our network of that name, for as many classes as the published one has, and images of its size or 32x32. */
export function buildPublished({network, shapes}: Pick<PublishedNetwork, 'network' | 'shapes'>): tfl.LayersModel {
  const head = Object.keys(shapes).findLast(name => name.endsWith('.weight'))!;
  const {inputShape} = modelInfo(network);
  return createModel(network, {
    classes: shapes[head]![0]!,
    inputShape: inputShape[0] === 224 ? [32, 32, 3] : inputShape,
  });
}

/** The first ten logits of the two images. */
export async function publishedLogits(model: tfl.LayersModel): Promise<number[][]> {
  const logits = tf.tidy(() => {
    const images = tf.tensor4d(Float32Array.from(noise(2 * 3 * 32 * 32, -1)), [2, 3, 32, 32]);
    return tf.slice(model.predict(tf.transpose(images, [0, 2, 3, 1])) as tf.Tensor2D, [0, 0], [2, 10]);
  });
  const values = await logits.array();
  logits.dispose();
  return values;
}
