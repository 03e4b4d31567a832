import {flipHorizontally, flipVertically} from '../flip.js';
import type {ByteImage} from '../image-transform.js';
import {type Matrix, type WarpOptions, warp} from './warp.js';

/** Turns an image by degrees, counter-clockwise, about its middle, in its own size. torchvision's `rotate`. */
export function rotate(image: ByteImage, degrees: number, options: WarpOptions): ByteImage {
  const {height, width} = image;
  if (degrees % 360 === 0) return image;
  if (degrees % 180 === 0) return flipVertically(flipHorizontally(image));
  return warp(image, about(turn(degrees), {x: width / 2, y: height / 2}), options);
}

/** What {@link affine} does to an image. */
export interface Affinity {
  /** Degrees, clockwise. */
  readonly angle: number;
  /** Whole pixels to the right and down. */
  readonly translate: readonly [number, number];
  readonly scale: number;
  /** Degrees along x and along y. */
  readonly shear: readonly [number, number];
  /** What stays in place but for the translation. Default: the middle. */
  readonly center?: readonly [number, number];
}

/** Turns, shears, scales and moves an image, in its own size. torchvision's `affine`. */
export function affine(image: ByteImage, affinity: Affinity, options: WarpOptions): ByteImage {
  const {angle, translate, scale, shear} = affinity;
  const [x, y] = affinity.center ?? [image.width / 2, image.height / 2];
  const [turned, shearX, shearY] = [angle, ...shear].map(degrees => (degrees * Math.PI) / 180) as [
    number,
    number,
    number,
  ];
  const a = Math.cos(turned - shearY) / Math.cos(shearY);
  const b = -a * Math.tan(shearX) - Math.sin(turned);
  const c = Math.sin(turned - shearY) / Math.cos(shearY);
  const d = -c * Math.tan(shearX) + Math.cos(turned);
  const inverse: Linear = [d / scale, -b / scale, -c / scale, a / scale];
  return warp(image, about(inverse, {x, y, translate}), options);
}

type Linear = readonly [number, number, number, number];

function turn(degrees: number): Linear {
  const radians = (-degrees * Math.PI) / 180;
  const cosine = tidy(Math.cos(radians));
  const sine = tidy(Math.sin(radians));
  return [cosine, sine, -sine, cosine];
}

/** To 15 digits, so that a right angle is one. */
function tidy(value: number): number {
  return Number(value.toFixed(15));
}

function about(
  [a, b, d, e]: Linear,
  {x, y, translate: [right, down] = [0, 0]}: {x: number; y: number; translate?: readonly [number, number]},
): Matrix {
  const [fromX, fromY] = [-x - right, -y - down];
  return [a, b, a * fromX + b * fromY + x, d, e, d * fromX + e * fromY + y];
}
