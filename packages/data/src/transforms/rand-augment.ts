import {DataError} from '../error.js';
import {choice, type Fill, fill, integer} from './fields.js';
import {type ByteImage, defineTransform, type TransformFactory} from './image-transform.js';
import {magnitudeAt, magnitudes, searchedReach, WIDE_REACH} from './magnitudes.js';
import {augment} from './operations/augment.js';

/** Options of {@link trivialAugment}. */
export interface TrivialAugmentOptions {
  /** Number of magnitudes of each operation. Default 31. */
  bins?: number;
  /** Of operations that move pixels. Default `nearest`. */
  method?: 'nearest' | 'bilinear';
  /** What appears at the border. Default 0, black. */
  fill?: Fill;
}

/** Options of {@link randAugment}. */
export interface RandAugmentOptions extends TrivialAugmentOptions {
  /** Operations an image, one after another. Default 2. */
  operations?: number;
  /** Which magnitude, from 0 to `bins` - 1. Default 9. */
  magnitude?: number;
}

const drawing = {method: choice(['nearest', 'bilinear'], 'nearest'), fill: fill()} as const;

/** Some operations, drawn among 14, of one magnitude. torchvision's `RandAugment` (Cubuk et al., 2020). */
export const randAugment: TransformFactory<RandAugmentOptions> = defineTransform<RandAugmentOptions>({
  name: 'rand-augment',
  fields: {
    operations: integer({min: 0, max: 14}, 2),
    magnitude: integer({min: 0}, 9),
    bins: integer({min: 2}, 31),
    ...drawing,
  },
  make: ({operations, magnitude, bins, ...options}) => {
    if (magnitude >= bins) {
      const expected = `expected a magnitude below the number of bins, ${bins}`;
      throw new DataError('INVALID_ARGUMENT', `rand-augment: ${expected}, got ${magnitude}`);
    }
    return (image, random) => {
      const space = magnitudes(searchedReach(image), bins);
      let made: ByteImage = image;
      for (let i = 0; i < operations; i++) {
        const drawn = space[random.integer(space.length)]!;
        const value = magnitudeAt(drawn, magnitude, random);
        made = augment(made, {operation: drawn.operation, magnitude: value}, options);
      }
      return made;
    };
  },
});

/** One operation, drawn among 14, of any magnitude. torchvision's `TrivialAugmentWide` (Müller and Hutter, 2021). */
export const trivialAugment: TransformFactory<TrivialAugmentOptions> = defineTransform<TrivialAugmentOptions>({
  name: 'trivial-augment',
  fields: {bins: integer({min: 2}, 31), ...drawing},
  make: ({bins, ...options}) => {
    const space = magnitudes(WIDE_REACH, bins);
    return (image, random) => {
      const drawn = space[random.integer(space.length)]!;
      const value = magnitudeAt(drawn, random.integer(bins), random);
      return augment(image, {operation: drawn.operation, magnitude: value}, options);
    };
  },
});
