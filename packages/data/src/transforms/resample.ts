import {fastPasses} from './fast-passes.js';
import type {ByteImage} from './image-transform.js';
import {cut} from './passes.js';
import {type Interpolation, resampleWeights} from './resample-weights.js';

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

/**
 * Brings an image, or a region of it, to a size as Pillow's `Image.resize` does: rows first, then columns, rounded to
 * bytes between the two; an axis that keeps its length is not touched.
 */
export function resample(image: ByteImage, {height, width, method, region}: ResampleOptions): ByteImage {
  const part = region ?? {top: 0, left: 0, height: image.height, width: image.width};
  if (method === 'nearest') return nearest(image, {height, width, part});
  const rows = part.width === width ? undefined : resampleWeights(part.width, width, method);
  const columns = part.height === height ? undefined : resampleWeights(part.height, height, method);
  if (!rows && !columns) return cut(image, part);
  return {data: fastPasses(image, part, {rows, columns}), height, width, channels: image.channels};
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
