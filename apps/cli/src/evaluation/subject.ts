import type {Dataset, Normalization} from '@residual/data';
import {listDatasets} from '@residual/data/node';
import type {LayersModel} from '@tensorflow/tfjs-layers';
import {formatCount} from '../output/units.js';

/** A network to evaluate, and the images for it. */
export interface Subject {
  /** The test images, uint8. */
  readonly test: Dataset;
  /** Name of their data set. */
  readonly data: string;
  readonly normalize: Normalization;
  /** Builds the network with its weights. Needs an engine. */
  open(): Promise<OpenSubject>;
}

/** A network that is ready, and what the result says of it. */
interface OpenSubject {
  readonly model: LayersModel;
  /** For people, by label. */
  readonly facts: Readonly<Record<string, string>>;
  /** For programs. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Which images an evaluation went through: the whole test set, or how much of it there was. */
export function describeImages(data: string, samples: number): string {
  const all = testImagesOf(data);
  if (samples === all || all === undefined) return `all ${formatCount(samples)} test images of ${data}`;
  return `first ${formatCount(samples)} test images of ${data} (of ${formatCount(all)})`;
}

/** The number of test images that a data set has when it is complete; unknown of one's own photos. */
export function testImagesOf(data: string): number | undefined {
  return listDatasets().find(({name}) => name === data)?.samples.test;
}
