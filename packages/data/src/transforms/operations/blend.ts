import type {ByteImage} from '../image-transform.js';
import {gray, luminance} from './gray.js';

/**
 * `from` at factor 0, `image` at 1; factors above 1 go on in that direction. `from` is an image of the same shape or one
 * value for all. Pillow's `Image.blend`, which cuts off what is behind the point.
 */
export function blend(from: Uint8Array | number, image: ByteImage, factor: number): ByteImage {
  if (factor === 1) return image;
  const {data} = image;
  const share = Math.fround(factor);
  const made = new Uint8Array(data.length);
  for (let i = 0; i < made.length; i++) {
    const start = typeof from === 'number' ? from : from[i]!;
    const value = Math.fround(start + Math.fround(share * (data[i]! - start)));
    made[i] = Math.min(Math.max(value, 0), 255);
  }
  return {...image, data: made};
}

/** Black at factor 0, the image at 1. torchvision's `adjust_brightness`. */
export function brightness(image: ByteImage, factor: number): ByteImage {
  return blend(0, image, factor);
}

/** One grey, the mean brightness, at factor 0, the image at 1. torchvision's `adjust_contrast`. */
export function contrast(image: ByteImage, factor: number): ByteImage {
  const levels = luminance(image);
  let sum = 0;
  for (let i = 0; i < levels.length; i++) sum += levels[i]!;
  return blend(Math.trunc(sum / levels.length + 0.5), image, factor);
}

/** Without colour at factor 0, the image at 1. torchvision's `adjust_saturation`. */
export function saturation(image: ByteImage, factor: number): ByteImage {
  return blend(gray(image).data, image, factor);
}

/** Smoothed at factor 0, the image at 1. torchvision's `adjust_sharpness` on Pillow images. */
export function sharpness(image: ByteImage, factor: number): ByteImage {
  return blend(smooth(image), image, factor);
}

/** Means over 3 x 3 pixels of which the middle one counts five times; the border stays. Pillow's `SMOOTH`. */
function smooth({data, height, width, channels}: ByteImage): Uint8Array {
  const made = data.slice();
  const stride = width * channels;
  for (let y = 1; y < height - 1; y++) {
    for (let x = channels; x < stride - channels; x++) {
      const at = y * stride + x;
      let sum = 4 * data[at]!;
      for (let row = at - stride; row <= at + stride; row += stride) {
        sum += data[row - channels]! + data[row]! + data[row + channels]!;
      }
      made[at] = Math.floor(sum / 13 + 0.5);
    }
  }
  return made;
}
