import type {Random} from '../random.js';
import {between} from './between.js';
import {type Fill, fill, integer, number, range} from './fields.js';
import {type ByteImage, defineTransform, type TransformFactory} from './image-transform.js';
import type {Region} from './resample.js';
import {roundHalfEven} from './round.js';

/** Options of {@link randomErasing}. */
export interface RandomErasingOptions {
  /** How often, 0 to 1. Default 0.5. */
  probability?: number;
  /** Share of the image's area. Default 0.02 to 0.33. */
  scale?: readonly [number, number];
  /** Height by width. Default 0.3 to 3.3. */
  ratio?: readonly [number, number];
  /** What is put there. Default 0, black. */
  fill?: Fill;
}

/** Puts a rectangle of one colour at a random place. torchvision's `RandomErasing` (Zhong et al., 2017), on bytes. */
export const randomErasing: TransformFactory<RandomErasingOptions> = defineTransform<RandomErasingOptions>({
  name: 'random-erasing',
  fields: {
    probability: number({min: 0, max: 1}, 0.5),
    scale: range({min: 0, max: 1}, [0.02, 0.33]),
    ratio: range({min: 1e-3, max: 1e3}, [0.3, 3.3]),
    fill: fill(),
  },
  make:
    ({probability, scale, ratio, fill: color}) =>
    (image, random) => {
      if (random.next() >= probability) return image;
      const region = erasedRegion(image, {scale, ratio}, random);
      return region ? paint(image, [region], color) : image;
    },
});

/** Options of {@link cutout}. */
export interface CutoutOptions {
  /** Side of the square in pixels. */
  size: number;
  /** How many squares. Default 1. */
  holes?: number;
  /** What is put there. Default 0, black. */
  fill?: Fill;
}

/** Puts squares about random pixels, cut off at the border. Cutout (DeVries and Taylor, 2017), on bytes. */
export const cutout: TransformFactory<CutoutOptions> = defineTransform<CutoutOptions>({
  name: 'cutout',
  fields: {size: integer({min: 1}), holes: integer({min: 1}, 1), fill: fill()},
  make:
    ({size, holes, fill: color}) =>
    (image, random) => {
      const half = Math.floor(size / 2);
      const squares = Array.from({length: holes}, () => {
        const top = random.integer(image.height) - half;
        const left = random.integer(image.width) - half;
        return {top, left, height: size, width: size};
      });
      return paint(image, squares, color);
    },
});

/** Ten attempts, as torchvision makes; the rectangle is smaller than the image. */
function erasedRegion(
  {height, width}: ByteImage,
  {scale, ratio}: {scale: readonly [number, number]; ratio: readonly [number, number]},
  random: Random,
): Region | undefined {
  for (let attempt = 0; attempt < 10; attempt++) {
    const area = height * width * between(scale, random);
    const proportion = Math.exp(between([Math.log(ratio[0]), Math.log(ratio[1])], random));
    const h = roundHalfEven(Math.sqrt(area * proportion));
    const w = roundHalfEven(Math.sqrt(area / proportion));
    if (h >= height || w >= width) continue;
    return {top: random.integer(height - h + 1), left: random.integer(width - w + 1), height: h, width: w};
  }
  return undefined;
}

/** Regions may reach beyond the image. */
function paint(image: ByteImage, regions: readonly Region[], color: Fill): ByteImage {
  const {height, width, channels} = image;
  const data = image.data.slice();
  for (const region of regions) {
    const [top, bottom] = [Math.max(region.top, 0), Math.min(region.top + region.height, height)];
    const [left, right] = [Math.max(region.left, 0), Math.min(region.left + region.width, width)];
    for (let y = top; y < bottom; y++) {
      for (let at = (y * width + left) * channels, c = 0; at < (y * width + right) * channels; at++) {
        data[at] = typeof color === 'number' ? color : (color[c] ?? 0);
        c = c + 1 === channels ? 0 : c + 1;
      }
    }
  }
  return {...image, data};
}
