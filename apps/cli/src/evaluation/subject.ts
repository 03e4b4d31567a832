import type {Dataset, Normalization} from '@residual/data';
import {listDatasets} from '@residual/data/node';
import type {LayersModel} from '@tensorflow/tfjs-layers';
import {formatCount} from '../output/units.js';

/** Which images of a data set a network is evaluated on. */
export const PARTS = ['test', 'valid', 'train'] as const;

export type Part = (typeof PARTS)[number];

/** A network to evaluate, and the images for it. */
export interface Subject {
  /** Short, for the head of a column. */
  readonly name: string;
  /** The images, uint8. */
  readonly images: Dataset;
  /** Where they are from. */
  readonly origin: Origin;
  readonly normalize: Normalization;
  /** Builds the network with its weights. Needs an engine. */
  open(): Promise<OpenSubject>;
}

/** A part of a data set, or a folder of images. */
export type Origin = {readonly data: string; readonly part: Part} | {readonly folder: string};

/** A network that is ready, and what the result says of it. */
interface OpenSubject {
  readonly model: LayersModel;
  /** For people, by label. */
  readonly facts: Readonly<Record<string, string>>;
  /** For programs. */
  readonly fields: Readonly<Record<string, unknown>>;
}

const WORDS: Readonly<Record<Part, string>> = {
  test: 'test images',
  valid: 'validation images',
  train: 'training images',
};

/** Which images an evaluation went through, in words: all that there are, or how many of them. */
export function describeImages({images, origin}: Subject, samples: number): string {
  const all = wholeOf({images, origin});
  const what = 'folder' in origin ? `images in ${origin.folder}` : `${WORDS[origin.part]} of ${origin.data}`;
  if (samples === all) return `all ${formatCount(samples)} ${what}`;
  return `first ${formatCount(samples)} ${what} (of ${formatCount(all)})`;
}

/** The number of images that there are: of a test set, when it is complete. */
export function wholeOf({images, origin}: Pick<Subject, 'images' | 'origin'>): number {
  if ('folder' in origin || origin.part !== 'test') return images.length;
  return listDatasets().find(({name}) => name === origin.data)?.samples.test ?? images.length;
}
