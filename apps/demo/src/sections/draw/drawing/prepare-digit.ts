import {type ByteImage, random, resize} from '@residual/data';

import {SIZE} from './size.js';

/** Longest side of what is drawn in it. */
const BOX = 20;

/** What is fainter is paper: the border of a smooth line does not belong to it. */
const INK = 32;

/**
 * Makes a picture what a digit of MNIST is: cut to its ink, scaled so that the longer side has 20 pixels, with grey levels,
 * and put onto 28x28 pixels with its centre of mass in the middle (LeCun et al. 1998, section III.A).
 *
 * @param picture `[height, width, 1]` of any size, from 0, paper, to 255, ink.
 * @returns `[28, 28]`, or undefined where there is no ink.
 */
export function prepareDigit(picture: ByteImage): Uint8Array | undefined {
  const digit = cut(picture);
  return digit && centre(shrink(digit));
}

function cut({data, height, width}: ByteImage): ByteImage | undefined {
  let [top, bottom, left, right] = [height, 0, width, 0];
  for (const [i, value] of data.entries()) {
    if (value < INK) continue;
    const [y, x] = [Math.floor(i / width), i % width];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y + 1)];
    [left, right] = [Math.min(left, x), Math.max(right, x + 1)];
  }
  if (bottom === 0) return undefined;
  const rows = Array.from({length: bottom - top}, (_, y) =>
    data.subarray((top + y) * width + left, (top + y) * width + right),
  );
  const cells = new Uint8Array(rows.length * (right - left));
  for (const [y, row] of rows.entries()) cells.set(row, y * row.length);
  return {data: cells, height: bottom - top, width: right - left, channels: 1};
}

function shrink(digit: ByteImage): ByteImage {
  const scale = BOX / Math.max(digit.height, digit.width);
  const side = (length: number) => Math.max(1, Math.round(scale * length));
  return resize({size: [side(digit.height), side(digit.width)]})(digit, random(0));
}

function centre({data, height, width}: ByteImage): Uint8Array {
  let [mass, x, y] = [0, 0, 0];
  for (const [i, value] of data.entries()) {
    mass += value;
    x += value * (i % width);
    y += value * Math.floor(i / width);
  }
  const placed = new Uint8Array(SIZE * SIZE);
  // In MNIST's own pictures it is pixel 14, counted from 0. What is very lopsided stays within the picture all the same.
  const start = (moment: number, length: number) =>
    Math.min(SIZE - length, Math.max(0, Math.round(SIZE / 2 - moment / mass)));
  const [left, top] = [start(x, width), start(y, height)];
  for (let row = 0; row < height; row++) {
    placed.set(data.subarray(row * width, (row + 1) * width), (top + row) * SIZE + left);
  }
  return placed;
}
