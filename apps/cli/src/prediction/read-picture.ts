import {type ByteImage, normalize, random} from '@residual/data';
import type {PhotoOptions} from '@residual/data/node';
import type {Predictor} from './predictor.js';

/** When grey pictures are turned into their negatives: `auto` where the background is light. */
export type Inversion = 'auto' | 'always' | 'never';

/** An image as a network takes it. */
export interface Picture {
  /** `[height, width, channels]`, float32, normalised as in training. */
  readonly data: Float32Array;
  /** Whether it was turned into its negative. */
  readonly inverted: boolean;
}

/** Data sets of photos. */
const PHOTOS = ['photos', 'cats-dogs'];

/** How pictures are brought to the size of a network for a data set: photos cut off, others stretched, as training reads them. */
export const fitFor = (data: string): 'cover' | 'fill' => (PHOTOS.includes(data) ? 'cover' : 'fill');

/** How files become images of the size and the channels of a network: as training reads them. */
export function photoOptions({
  inputShape: [height, width, channels],
  fit,
}: Pick<Predictor, 'inputShape' | 'fit'>): PhotoOptions {
  return {size: [height, width], fit, channels: channels === 1 ? 1 : 3, broken: 'fatal'};
}

/**
 * An image of a network's size as the network takes it. The grey data sets have light strokes on black; a picture on light
 * paper is inverted.
 */
export function pictureFor(
  {normalize: constants}: Predictor,
  {data, ...shape}: ByteImage,
  {inversion}: {inversion: Inversion},
): Picture {
  const isLight = inversion === 'auto' && shape.channels === 1 && hasLightBackground({data, ...shape});
  const inverted = inversion === 'always' || isLight;
  const pixels = inverted ? data.map(value => 255 - value) : data;
  const sample = {data: pixels, shape: [shape.height, shape.width, shape.channels] as const, label: 0};
  return {data: normalize(constants)(sample, random(0)).data as Float32Array, inverted};
}

/** The background is what most of the border shows. */
function hasLightBackground({data, height, width}: ByteImage): boolean {
  const border = [...data.keys()].filter(i => {
    const [y, x] = [Math.floor(i / width), i % width];
    return y === 0 || x === 0 || y === height - 1 || x === width - 1;
  });
  return border.filter(i => data[i]! > 127).length > border.length / 2;
}
