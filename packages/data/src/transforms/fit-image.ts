import type {ByteImage} from './image-transform.js';
import {type Region, resample} from './resample.js';

/** To which size an image is brought when it is read. */
export interface Fit {
  /** Pixels. With `shorter` the least of both. */
  readonly height: number;
  readonly width: number;
  /**
   * `cover` keeps proportions and cuts off what is too much on both ends, `fill` stretches, `shorter` keeps proportions
   * and all of the image, so that its shorter side fits and the other one is as long as it comes.
   */
  readonly mode: 'cover' | 'fill' | 'shorter';
}

/** What {@link fitImage} makes of an image of some size. */
export interface FittedSize {
  readonly height: number;
  readonly width: number;
  /** The part of the image that is shown, in its pixels. */
  readonly region: Region;
}

/** Brings an image to a size as images are brought to one when they are read: bilinear, antialiased where it shrinks. */
export function fitImage(image: ByteImage, fit: Fit): ByteImage {
  const {height, width, region} = fittedSize(image, fit);
  if (height === image.height && width === image.width) return image;
  return resample(image, {height, width, method: 'bilinear', region});
}

/** The size after {@link Fit}, and the part of the image that is shown. */
export function fittedSize(image: {height: number; width: number}, {height, width, mode}: Fit): FittedSize {
  const whole = {top: 0, left: 0, height: image.height, width: image.width};
  if (mode === 'fill') return {height, width, region: whole};
  const scale = Math.max(height / image.height, width / image.width);
  if (mode === 'shorter') {
    const [tall, wide] = [Math.round(image.height * scale), Math.round(image.width * scale)];
    return {height: tall, width: wide, region: whole};
  }
  const shown = {
    height: Math.min(image.height, Math.round(height / scale)),
    width: Math.min(image.width, Math.round(width / scale)),
  };
  const top = Math.floor((image.height - shown.height) / 2);
  const left = Math.floor((image.width - shown.width) / 2);
  return {height, width, region: {top, left, ...shown}};
}
