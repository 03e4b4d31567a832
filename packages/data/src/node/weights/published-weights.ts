import {readFileSync} from 'node:fs';
import {DataError} from '../../error.js';

/** How the images have to be prepared on which a network was trained. */
export interface WeightsInput {
  /** Height and width. */
  size: number;
  /** The length to which an image's shorter side is brought before its middle is cut out. Absent: it has the size. */
  resize?: number;
  interpolation?: 'bilinear' | 'bicubic';
  /** Pixels in 0…1 become (pixel - mean) / std; one value a channel. */
  mean: number[];
  std: number[];
}

/** A file of weights that somebody published, and what is known of it without reading it. */
export interface PublishedWeights {
  /** The network's name, and behind a slash whose weights they are. */
  name: string;
  /** The network's name in `@residual/core`. */
  model: string;
  /** Who published them. */
  publisher: string;
  licence: string;
  /** Where they come from, for people. */
  homepage: string;
  /** What they were trained on. */
  dataset: string;
  classes: number;
  /** Share of the data set's test images that is classified right, as the publisher says. */
  accuracy?: number;
  input: WeightsInput;
  /** The file's published name. */
  file: string;
  /** Size of the file in bytes, nearly. */
  bytes: number;
  /**
   * SHA-256 of the file in hexadecimal, or the first eight digits of it where its publisher tells no more. These find
   * damage and mistakes, but no forgery.
   */
  sha256: string;
  /** The folder on the web that holds the file. Ends in a slash. */
  folder: string;
}

type OfFile = 'name' | 'model' | 'accuracy' | 'input' | 'file' | 'bytes' | 'sha256';
type Publication = Omit<PublishedWeights, OfFile> & {files: Pick<PublishedWeights, OfFile>[]};

/** The weights that are known by name, from this package's `assets/weights.json`. */
export function listWeights(): PublishedWeights[] {
  const path = new URL('../../../assets/weights.json', import.meta.url);
  const publications: Publication[] = JSON.parse(readFileSync(path, 'utf8'));
  return publications.flatMap(({files, ...publication}) => files.map(file => ({...publication, ...file})));
}

/**
 * What is known of weights, by their name.
 *
 * @throws DataError `UNKNOWN_WEIGHTS`.
 */
export function publishedWeights(name: string): PublishedWeights {
  const all = listWeights();
  const found = all.find(weights => weights.name === name);
  if (found) return found;
  const ofModel = all.filter(({model}) => model === name.split('/')[0]);
  const names = (ofModel.length > 0 ? ofModel : all).map(weights => weights.name).join(', ');
  throw new DataError('UNKNOWN_WEIGHTS', `weights: expected one of ${names}, got ${name}`);
}
