import type {Random} from '../random.js';
import {between} from './between.js';
import {choice, range, type Size, size} from './fields.js';
import {type ByteImage, defineTransform, type TransformFactory} from './image-transform.js';
import {type Region, resample} from './resample.js';
import type {Interpolation} from './resample-weights.js';
import {INTERPOLATIONS} from './resize.js';
import {roundHalfEven} from './round.js';

/** Options of {@link randomResizedCrop}. */
export interface RandomResizedCropOptions {
  /** Height and width of the result, in pixels. */
  size: Size;
  /** Share of the image's area. Default 0.08 to 1. */
  scale?: readonly [number, number];
  /** Width by height. Default 3/4 to 4/3. */
  ratio?: readonly [number, number];
  /** Default `bilinear`. */
  method?: Interpolation;
}

/** A random part of the image, of random proportions, brought to one size. torchvision's `RandomResizedCrop`. */
export const randomResizedCrop: TransformFactory<RandomResizedCropOptions> = defineTransform<RandomResizedCropOptions>({
  name: 'random-resized-crop',
  fields: {
    size: size(),
    scale: range({min: 1e-6, max: 1}, [0.08, 1]),
    ratio: range({min: 1e-3, max: 1e3}, [3 / 4, 4 / 3]),
    method: choice(INTERPOLATIONS, 'bilinear'),
  },
  make: ({size: wanted, scale, ratio, method}) => {
    const [height, width] = typeof wanted === 'number' ? [wanted, wanted] : wanted;
    return (image, random) => {
      const region = randomRegion(image, {scale, ratio}, random) ?? largest(image, ratio);
      return resample(image, {height, width, method, region});
    };
  },
});

/** In which limits a region is drawn. */
interface RegionLimits {
  readonly scale: readonly [number, number];
  readonly ratio: readonly [number, number];
}

/** Ten attempts; none may fit a long image. */
function randomRegion({height, width}: ByteImage, {scale, ratio}: RegionLimits, random: Random): Region | undefined {
  for (let attempt = 0; attempt < 10; attempt++) {
    const area = height * width * between(scale, random);
    const proportion = Math.exp(between([Math.log(ratio[0]), Math.log(ratio[1])], random));
    const w = roundHalfEven(Math.sqrt(area * proportion));
    const h = roundHalfEven(Math.sqrt(area / proportion));
    if (w < 1 || h < 1 || w > width || h > height) continue;
    return {top: random.integer(height - h + 1), left: random.integer(width - w + 1), height: h, width: w};
  }
  return undefined;
}

/** The largest part in the middle whose proportions are allowed. */
function largest({height, width}: ByteImage, [narrowest, widest]: readonly [number, number]): Region {
  const proportion = Math.min(Math.max(width / height, narrowest), widest);
  const w = Math.max(1, Math.min(width, roundHalfEven(height * proportion)));
  const h = Math.max(1, Math.min(height, roundHalfEven(width / proportion)));
  return {top: Math.floor((height - h) / 2), left: Math.floor((width - w) / 2), height: h, width: w};
}
