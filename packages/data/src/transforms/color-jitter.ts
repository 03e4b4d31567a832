import {permutation} from '../permutation.js';
import {between} from './between.js';
import {number} from './fields.js';
import {defineTransform, type TransformFactory} from './image-transform.js';
import {brightness, contrast, saturation} from './operations/blend.js';
import {gray} from './operations/gray.js';
import {hue} from './operations/hue.js';

/** Options of {@link colorJitter}. */
export interface ColorJitterOptions {
  /** Factors from 1 - this (at least 0) to 1 + this. Default 0. */
  brightness?: number;
  /** As `brightness`. */
  contrast?: number;
  /** As `brightness`. */
  saturation?: number;
  /** Largest turn of the colour wheel to either side, a share of it, at most 0.5. Default 0. */
  hue?: number;
}

/** Changes brightness, contrast, saturation and hue at random, in random order. torchvision's `ColorJitter`. */
export const colorJitter: TransformFactory<ColorJitterOptions> = defineTransform<ColorJitterOptions>({
  name: 'color-jitter',
  fields: {
    brightness: number({min: 0}, 0),
    contrast: number({min: 0}, 0),
    saturation: number({min: 0}, 0),
    hue: number({min: 0, max: 0.5}, 0),
  },
  make: limits => {
    const around = (limit: number): [number, number] => [Math.max(0, 1 - limit), 1 + limit];
    const steps = [
      {apply: brightness, range: around(limits.brightness)},
      {apply: contrast, range: around(limits.contrast)},
      {apply: saturation, range: around(limits.saturation)},
      {apply: hue, range: [-limits.hue, limits.hue]},
    ] as const;
    return (image, random) => {
      let made = image;
      for (const i of permutation(steps.length, random)) {
        const {apply, range} = steps[i]!;
        const value = between(range, random);
        if (range[0] < range[1]) made = apply(made, value);
      }
      return made;
    };
  },
});

/** Options of {@link grayscale}. */
export interface GrayscaleOptions {
  /** How often, 0 to 1. Default 1. */
  probability?: number;
}

/** Takes the colour away and keeps the channels. torchvision's `Grayscale`, and `RandomGrayscale`. */
export const grayscale: TransformFactory<GrayscaleOptions> = defineTransform<GrayscaleOptions>({
  name: 'grayscale',
  fields: {probability: number({min: 0, max: 1}, 1)},
  make:
    ({probability}) =>
    (image, random) =>
      random.next() < probability ? gray(image) : image,
});
