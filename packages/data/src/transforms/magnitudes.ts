import type {Random} from '../random.js';
import type {Operation} from './operations/augment.js';
import {roundHalfEven} from './round.js';

/** The magnitudes that an operation may have, from the weakest to the strongest. */
export interface Magnitudes {
  readonly operation: Operation;
  /** Empty where it takes none. */
  readonly values: readonly number[];
  /** Whether the sign is drawn. */
  readonly signed: boolean;
}

/** How far the magnitudes of a set of operations go. */
export interface Reach {
  /** Slope. */
  readonly shear: number;
  /** Pixels along x and along y. */
  readonly translate: readonly [number, number];
  /** Degrees. */
  readonly rotate: number;
  /** Change of brightness, saturation, contrast and sharpness. */
  readonly enhance: number;
  /** Of the 8 bits, how many are cut off at most. */
  readonly posterize: number;
}

/** RandAugment and AutoAugment, for an image of this size. torchvision's `_augmentation_space`. */
export function searchedReach({height, width}: {height: number; width: number}): Reach {
  return {
    shear: 0.3,
    translate: [(150 / 331) * width, (150 / 331) * height],
    rotate: 30,
    enhance: 0.9,
    posterize: 4,
  };
}

/** TrivialAugment's wide reach. */
export const WIDE_REACH: Reach = {shear: 0.99, translate: [32, 32], rotate: 135, enhance: 0.99, posterize: 6};

/** The 14 operations that all searched augmentations have, with `bins` magnitudes each. */
export function magnitudes({shear, translate, rotate, enhance, posterize}: Reach, bins: number): Magnitudes[] {
  const line = (from: number, to: number): number[] =>
    Array.from({length: bins}, (_, i) => from + ((to - from) * i) / (bins - 1));
  const signed = (operation: Operation, to: number): Magnitudes => ({operation, values: line(0, to), signed: true});
  const plain = (operation: Operation, values: number[] = []): Magnitudes => ({operation, values, signed: false});
  return [
    plain('identity'),
    signed('shear-x', shear),
    signed('shear-y', shear),
    signed('translate-x', translate[0]),
    signed('translate-y', translate[1]),
    signed('rotate', rotate),
    signed('brightness', enhance),
    signed('saturation', enhance),
    signed('contrast', enhance),
    signed('sharpness', enhance),
    plain(
      'posterize',
      line(0, posterize).map(cut => 8 - roundHalfEven(cut)),
    ),
    plain('solarize', line(255, 0)),
    plain('auto-contrast'),
    plain('equalize'),
  ];
}

/** The magnitude in a bin, its sign drawn where the operation has one. */
export function magnitudeAt({values, signed}: Magnitudes, bin: number, random: Random): number {
  const value = values[bin] ?? 0;
  return signed && random.integer(2) === 1 ? -value : value;
}
