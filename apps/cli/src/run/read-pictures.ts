import {normalize, random} from '@residual/data';
import {type Image, readImage} from '@residual/data/node';
import type {RunConfig} from './config.js';

/** When grey pictures are turned into their negatives: `auto` where the background is light. */
export type Inversion = 'auto' | 'always' | 'never';

/** An image file as a network takes it. */
export interface Picture {
  readonly file: string;
  /** float32, normalised as in training. */
  readonly data: Float32Array;
  /** Whether it was turned into its negative. */
  readonly inverted: boolean;
}

/**
 * Reads an image file of any size as the network of a run takes it: resized, of its number of channels, normalised.
 * The grey data sets have light strokes on black; a picture on light paper is inverted. Throws DataError.
 */
export async function readPicture(
  file: string,
  {inputShape: [height, width, channels], recipe}: RunConfig,
  {inversion}: {inversion: Inversion},
): Promise<Picture> {
  const image = await readImage(file, {size: [height, width], channels: channels === 1 ? 1 : 3});
  const inverted = inversion === 'always' || (inversion === 'auto' && channels === 1 && hasLightBackground(image));
  const data = inverted ? image.data.map(value => 255 - value) : image.data;
  const sample = normalize(recipe.data.normalize)({data, shape: image.shape, label: 0}, random(0));
  return {file, data: sample.data as Float32Array, inverted};
}

/** The background is what most of the border shows. */
function hasLightBackground({data, shape: [height, width]}: Image): boolean {
  const border = [...data.keys()].filter(i => {
    const [y, x] = [Math.floor(i / width), i % width];
    return y === 0 || x === 0 || y === height - 1 || x === width - 1;
  });
  return border.filter(i => data[i]! > 127).length > border.length / 2;
}
