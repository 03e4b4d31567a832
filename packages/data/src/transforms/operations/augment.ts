import type {ByteImage} from '../image-transform.js';
import {brightness, contrast, saturation, sharpness} from './blend.js';
import {autoContrast, equalize, invert, posterize, solarize} from './point.js';
import {affine, rotate} from './rotate.js';
import type {WarpOptions} from './warp.js';

/** An operation of the searched augmentations. */
export type Operation =
  | 'identity'
  | 'shear-x'
  | 'shear-y'
  | 'translate-x'
  | 'translate-y'
  | 'rotate'
  | 'brightness'
  | 'saturation'
  | 'contrast'
  | 'sharpness'
  | 'posterize'
  | 'solarize'
  | 'auto-contrast'
  | 'equalize'
  | 'invert';

type Apply = (image: ByteImage, magnitude: number, options: WarpOptions) => ByteImage;

/**
 * What each operation does with a magnitude: a slope to shear by, pixels to translate by, degrees, a factor less 1, bits,
 * a threshold; the others take none. torchvision's `autoaugment._apply_op`.
 */
const OPERATIONS: Readonly<Record<Operation, Apply>> = {
  identity: image => image,
  'shear-x': (image, slope, options) => shear(image, [slope, 0], options),
  'shear-y': (image, slope, options) => shear(image, [0, slope], options),
  'translate-x': (image, pixels, options) => translate(image, [Math.trunc(pixels), 0], options),
  'translate-y': (image, pixels, options) => translate(image, [0, Math.trunc(pixels)], options),
  rotate,
  brightness: (image, more) => brightness(image, 1 + more),
  saturation: (image, more) => saturation(image, 1 + more),
  contrast: (image, more) => contrast(image, 1 + more),
  sharpness: (image, more) => sharpness(image, 1 + more),
  posterize,
  solarize,
  'auto-contrast': autoContrast,
  equalize,
  invert,
};

/** Applies one operation. */
export function augment(
  image: ByteImage,
  {operation, magnitude}: {operation: Operation; magnitude: number},
  options: WarpOptions,
): ByteImage {
  return OPERATIONS[operation](image, magnitude, options);
}

function shear(image: ByteImage, slopes: readonly [number, number], options: WarpOptions): ByteImage {
  const [x, y] = slopes.map(slope => (Math.atan(slope) * 180) / Math.PI) as [number, number];
  return affine(image, {angle: 0, translate: [0, 0], scale: 1, shear: [x, y], center: [0, 0]}, options);
}

function translate(image: ByteImage, by: readonly [number, number], options: WarpOptions): ByteImage {
  return affine(image, {angle: 0, translate: by, scale: 1, shear: [0, 0]}, options);
}
