import type {ByteImage} from './image-transform.js';
import {type Interpolation, resampleWeights, WEIGHT_BITS, type Weights} from './resample-weights.js';

/** A rectangle of an image, in pixels. */
export interface Region {
  readonly top: number;
  readonly left: number;
  readonly height: number;
  readonly width: number;
}

/** What {@link resample} makes of an image. */
export interface ResampleOptions {
  readonly height: number;
  readonly width: number;
  readonly method: Interpolation;
  /** Which part of the image; nothing outside it is looked at. Default: all of it. */
  readonly region?: Region;
}

const HALF = 1 << (WEIGHT_BITS - 1);

/**
 * Brings an image, or a region of it, to a size as Pillow's `Image.resize` does: rows first, then columns, rounded to
 * bytes between the two; an axis that keeps its length is not touched.
 */
export function resample(image: ByteImage, {height, width, method, region}: ResampleOptions): ByteImage {
  const part = region ?? {top: 0, left: 0, height: image.height, width: image.width};
  if (method === 'nearest') return nearest(image, {height, width, part});
  const rows = part.width === width ? undefined : resampleWeights(part.width, width, method);
  const narrow = rows ? horizontal(image, part, rows) : cut(image, part);
  return part.height === height ? narrow : vertical(narrow, resampleWeights(part.height, height, method));
}

/** A region as an image of its own. */
export function cut({data, width, channels}: ByteImage, {top, left, ...extent}: Region): ByteImage {
  const stride = extent.width * channels;
  const part = new Uint8Array(extent.height * stride);
  for (let y = 0; y < extent.height; y++) {
    const start = ((top + y) * width + left) * channels;
    part.set(data.subarray(start, start + stride), y * stride);
  }
  return {...extent, channels, data: part};
}

function nearest(
  {data, ...image}: ByteImage,
  {height, width, part}: {height: number; width: number; part: Region},
): ByteImage {
  const {channels} = image;
  const made = new Uint8Array(height * width * channels);
  const columns = Int32Array.from({length: width}, (_, x) => {
    return (part.left + Math.floor(((x + 0.5) * part.width) / width)) * channels;
  });
  for (let y = 0, at = 0; y < height; y++) {
    const row = (part.top + Math.floor(((y + 0.5) * part.height) / height)) * image.width * channels;
    for (let x = 0; x < width; x++) {
      const from = row + columns[x]!;
      for (let c = 0; c < channels; c++) made[at++] = data[from + c]!;
    }
  }
  return {data: made, height, width, channels};
}

function horizontal(image: ByteImage, {top, left, height}: Region, {taps, first, count, weights}: Weights): ByteImage {
  const {data, channels} = image;
  const width = first.length;
  const made = new Uint8ClampedArray(height * width * channels);
  for (let y = 0, at = 0; y < height; y++) {
    const row = ((top + y) * image.width + left) * channels;
    for (let x = 0; x < width; x++) {
      const start = row + first[x]! * channels;
      const end = start + count[x]! * channels;
      if (channels === 3) {
        let r = HALF;
        let g = HALF;
        let b = HALF;
        for (let from = start, k = x * taps; from < end; from += 3, k++) {
          const weight = weights[k]!;
          r = (r + Math.imul(data[from]!, weight)) | 0;
          g = (g + Math.imul(data[from + 1]!, weight)) | 0;
          b = (b + Math.imul(data[from + 2]!, weight)) | 0;
        }
        made[at] = r >> WEIGHT_BITS;
        made[at + 1] = g >> WEIGHT_BITS;
        made[at + 2] = b >> WEIGHT_BITS;
      } else {
        for (let c = 0; c < channels; c++) {
          let sum = HALF;
          for (let from = start + c, k = x * taps; from < end; from += channels, k++) {
            sum = (sum + Math.imul(data[from]!, weights[k]!)) | 0;
          }
          made[at + c] = sum >> WEIGHT_BITS;
        }
      }
      at += channels;
    }
  }
  return {data: bytes(made), height, width, channels};
}

/** A row at a time, so that memory is read in order. */
function vertical({data, width, channels}: ByteImage, {taps, first, count, weights}: Weights): ByteImage {
  const height = first.length;
  const stride = width * channels;
  const made = new Uint8ClampedArray(height * stride);
  const sums = new Int32Array(stride);
  for (let y = 0; y < height; y++) {
    sums.fill(HALF);
    for (let k = 0; k < count[y]!; k++) {
      const weight = weights[y * taps + k]!;
      const row = (first[y]! + k) * stride;
      for (let i = 0; i < stride; i++) sums[i] = (sums[i]! + Math.imul(data[row + i]!, weight)) | 0;
    }
    for (let i = 0, at = y * stride; i < stride; i++) made[at + i] = sums[i]! >> WEIGHT_BITS;
  }
  return {data: bytes(made), height, width, channels};
}

function bytes({buffer}: Uint8ClampedArray): Uint8Array {
  return new Uint8Array(buffer);
}
