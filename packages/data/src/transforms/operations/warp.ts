import type {Fill} from '../fields.js';
import type {ByteImage} from '../image-transform.js';

/** From output to input, in pixels from the upper left corner: `x' = a x + b y + c`, `y' = d x + e y + f`. */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

/** How a warped image is drawn. */
export interface WarpOptions {
  readonly method: 'nearest' | 'bilinear';
  /** Of pixels that lie outside the input. */
  readonly fill: Fill;
}

/** Draws an image through a matrix, in its own size. Pillow's `Image.transform` with `AFFINE`. */
export function warp(image: ByteImage, matrix: Matrix, {method, fill}: WarpOptions): ByteImage {
  const {height, width, channels} = image;
  const made = new Uint8Array(height * width * channels);
  const background = Uint8Array.from({length: channels}, (_, c) => (typeof fill === 'number' ? fill : (fill[c] ?? 0)));
  if (background.some(value => value > 0)) {
    for (let at = 0; at < made.length; at += channels) made.set(background, at);
  }
  (method === 'nearest' ? drawNearest : drawBilinear)(image, made, matrix);
  return {...image, data: made};
}

/** In steps of 1/65536 of a pixel, as Pillow does, so that ties fall on the same side. */
function drawNearest({data, height, width, channels}: ByteImage, made: Uint8Array, [a, b, c, d, e, f]: Matrix): void {
  const fixed = (value: number): number => Math.floor(value * 65_536 + 0.5);
  const [stepX, stepY] = [fixed(a), fixed(d)];
  for (let y = 0, at = 0; y < height; y++) {
    let fromX = fixed(c + a * 0.5 + b * 0.5) + y * fixed(b);
    let fromY = fixed(f + d * 0.5 + e * 0.5) + y * fixed(e);
    for (let x = 0; x < width; x++, at += channels) {
      const column = Math.floor(fromX / 65_536);
      const row = Math.floor(fromY / 65_536);
      if (column >= 0 && column < width && row >= 0 && row < height) {
        const from = (row * width + column) * channels;
        for (let k = 0; k < channels; k++) made[at + k] = data[from + k]!;
      }
      fromX += stepX;
      fromY += stepY;
    }
  }
}

function drawBilinear({data, height, width, channels}: ByteImage, made: Uint8Array, [a, b, c, d, e, f]: Matrix): void {
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += channels) {
      const fromX = a * (x + 0.5) + b * (y + 0.5) + c;
      const fromY = d * (x + 0.5) + e * (y + 0.5) + f;
      if (fromX < 0 || fromX >= width || fromY < 0 || fromY >= height) continue;
      const column = Math.floor(fromX - 0.5);
      const row = Math.floor(fromY - 0.5);
      const [dx, dy] = [fromX - 0.5 - column, fromY - 0.5 - row];
      const left = Math.max(column, 0) * channels;
      const right = Math.min(column + 1, width - 1) * channels;
      const upper = Math.max(row, 0) * width * channels;
      const lower = Math.min(row + 1, height - 1) * width * channels;
      for (let k = 0; k < channels; k++) {
        const above = data[upper + left + k]! * (1 - dx) + data[upper + right + k]! * dx;
        const below = data[lower + left + k]! * (1 - dx) + data[lower + right + k]! * dx;
        made[at + k] = above + (below - above) * dy;
      }
    }
  }
}
