import type {ByteImage} from './image-transform.js';
import type {Region} from './resample.js';
import {WEIGHT_BITS, type Weights} from './resample-weights.js';

/** Weights of the two passes; none for an axis that keeps its length. At least one is there. */
interface PassWeights {
  readonly rows: Weights | undefined;
  readonly columns: Weights | undefined;
}

/** Resamples a region of an image, rows first, then columns, rounded to bytes between the two. Gives the pixels. */
export type Passes = (image: ByteImage, region: Region, weights: PassWeights) => Uint8Array;

const HALF = 1 << (WEIGHT_BITS - 1);

/** {@link Passes} anywhere. */
export const plainPasses: Passes = (image, region, {rows, columns}) => {
  const narrow = rows ? horizontal(image, region, rows) : cut(image, region);
  return columns ? vertical(narrow, columns) : narrow.data;
};

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

function horizontal(image: ByteImage, {top, left, height}: Region, {taps, first, count, weights}: Weights): ByteImage {
  const {data, channels} = image;
  const width = first.length;
  const made = new Uint8ClampedArray(height * width * channels);
  for (let y = 0, at = 0; y < height; y++) {
    const row = ((top + y) * image.width + left) * channels;
    for (let x = 0; x < width; x++) {
      const start = row + first[x]! * channels;
      const end = start + count[x]! * channels;
      for (let c = 0; c < channels; c++) {
        let sum = HALF;
        for (let from = start + c, k = x * taps; from < end; from += channels, k++) {
          sum = (sum + Math.imul(data[from]!, weights[k]!)) | 0;
        }
        made[at++] = sum >> WEIGHT_BITS;
      }
    }
  }
  return {data: bytes(made), height, width, channels};
}

/** A row at a time, so that memory is read in order. */
function vertical({data, width, channels}: ByteImage, {taps, first, count, weights}: Weights): Uint8Array {
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
  return bytes(made);
}

function bytes({buffer}: Uint8ClampedArray): Uint8Array {
  return new Uint8Array(buffer);
}
