import type {ByteImage} from './image-transform.js';
import {cut} from './passes.js';
import type {Region} from './resample.js';

/** What lies beyond the border: black, or the image mirrored at its outermost pixels. */
export type PaddingMode = 'zero' | 'reflect';

/**
 * A rectangle of an image; it may reach beyond the border, where `mode` says what there is. `reflect` has to reach less
 * far than the image is long.
 */
export function crop(image: ByteImage, region: Region, mode: PaddingMode = 'zero'): ByteImage {
  const {top, left, height, width} = region;
  if (top >= 0 && left >= 0 && top + height <= image.height && left + width <= image.width) return cut(image, region);
  const {data, channels} = image;
  const made = new Uint8Array(height * width * channels);
  const columns = positions(left, width, image.width, mode);
  const rows = positions(top, height, image.height, mode);
  for (let y = 0, at = 0; y < height; y++) {
    const row = rows[y]!;
    for (let x = 0; x < width; x++, at += channels) {
      const column = columns[x]!;
      if (row < 0 || column < 0) continue;
      const from = (row * image.width + column) * channels;
      for (let c = 0; c < channels; c++) made[at + c] = data[from + c]!;
    }
  }
  return {data: made, height, width, channels};
}

/** For each position of a crop the input's, -1 where there is none. */
function positions(start: number, length: number, extent: number, mode: PaddingMode): Int32Array {
  return Int32Array.from({length}, (_, i) => {
    const at = start + i;
    if (at >= 0 && at < extent) return at;
    if (mode === 'zero') return -1;
    return at < 0 ? -at : 2 * (extent - 1) - at;
  });
}
