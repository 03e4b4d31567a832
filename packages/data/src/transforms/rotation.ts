import {between} from './between.js';
import {choice, type Fill, fill, number, pair, range} from './fields.js';
import {defineTransform, type TransformFactory} from './image-transform.js';
import {affine, rotate} from './operations/rotate.js';
import {roundHalfEven} from './round.js';

/** Options of {@link rotation}. */
export interface RotationOptions {
  /** Largest angle to either side, from 0 to 360. */
  degrees: number;
  /** Default `nearest`. */
  method?: 'nearest' | 'bilinear';
  /** What appears in the corners. Default 0, black. */
  fill?: Fill;
}

/** Turns the image by a random angle, in its own size. torchvision's `RandomRotation`. */
export const rotation: TransformFactory<RotationOptions> = defineTransform<RotationOptions>({
  name: 'rotation',
  fields: {degrees: number({min: 0, max: 360}), method: choice(['nearest', 'bilinear'], 'nearest'), fill: fill()},
  make:
    ({degrees, ...options}) =>
    (image, random) =>
      rotate(image, between([-degrees, degrees], random), options),
});

/** Options of {@link randomAffine}. */
export interface AffineOptions extends Omit<RotationOptions, 'degrees'> {
  /** Largest angle to either side. Default 0. */
  degrees?: number;
  /** Largest shift to either side along x and y, as shares of width and height. Default none. */
  translate?: readonly [number, number];
  /** From which to which factor the image is scaled. Default 1 to 1. */
  scale?: readonly [number, number];
  /** Largest angle of shearing along x and y, in degrees. Default none. */
  shear?: readonly [number, number];
}

/** Turns, moves, scales and shears the image, each at random, in its own size. torchvision's `RandomAffine`. */
export const randomAffine: TransformFactory<AffineOptions> = defineTransform<AffineOptions>({
  name: 'affine',
  fields: {
    degrees: number({min: 0, max: 360}, 0),
    translate: pair({min: 0, max: 1}, [0, 0]),
    scale: range({min: 1e-3, max: 1e3}, [1, 1]),
    shear: pair({min: 0, max: 89}, [0, 0]),
    method: choice(['nearest', 'bilinear'], 'nearest'),
    fill: fill(),
  },
  make:
    ({degrees, translate, scale, shear, ...options}) =>
    (image, random) => {
      const either = (limit: number): number => between([-limit, limit], random);
      const affinity = {
        angle: either(degrees),
        translate: [
          roundHalfEven(either(translate[0] * image.width)),
          roundHalfEven(either(translate[1] * image.height)),
        ],
        scale: between(scale, random),
        shear: [either(shear[0]), either(shear[1])],
      } as const;
      return affine(image, affinity, options);
    },
});
