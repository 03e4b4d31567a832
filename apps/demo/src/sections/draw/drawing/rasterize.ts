import type {ByteImage} from '@residual/data';
import {type Drawing, PEN_WIDTH, type Point} from './drawing.js';

/** Pixels of the longer side of what was drawn: a few times what the network sees, so that its grey levels are fine. */
const LONGER_SIDE = 100;

/** Widest pen in parts of the longer side. A small digit under the pen of a large one would be a blot. */
const WIDEST = 0.13;

/**
 * A drawing as an image, `[height, width, 1]` from 0, paper, to 255, ink, cut to what was drawn, whatever its size on the
 * paper. Undefined where nothing was drawn.
 */
export function rasterize(drawing: Drawing): ByteImage | undefined {
  const points = drawing.flat();
  if (points.length === 0) return undefined;
  const [left, right] = ends(points.map(({x}) => x));
  const [top, bottom] = ends(points.map(({y}) => y));
  const longer = Math.max(right - left, bottom - top);
  // A dot has no sides to compare the pen with.
  const pen = longer < PEN_WIDTH ? PEN_WIDTH : Math.min(PEN_WIDTH, WIDEST * longer);
  const scale = LONGER_SIDE / (longer + pen);
  const toPixel = ({x, y}: Point): Point => ({x: (x - left + pen / 2) * scale, y: (y - top + pen / 2) * scale});
  const width = Math.round((right - left + pen) * scale);
  const height = Math.round((bottom - top + pen) * scale);
  const image = {data: new Uint8Array(height * width), height, width, channels: 1};
  for (const stroke of drawing) {
    const pixels = stroke.map(toPixel);
    for (const [i, to] of pixels.entries()) drawLine(image, {from: pixels[Math.max(0, i - 1)]!, to, pen: pen * scale});
  }
  return image;
}

function ends(values: readonly number[]): [least: number, most: number] {
  return values.reduce<[number, number]>(([least, most], v) => [Math.min(least, v), Math.max(most, v)], [1, 0]);
}

/** Draws with a round pen; a pixel at its border is as dark as the part of it that is covered, about. */
function drawLine({data, height, width}: ByteImage, {from, to, pen}: {from: Point; to: Point; pen: number}): void {
  const reach = pen / 2 + 0.5;
  const first = (a: number, b: number) => Math.max(0, Math.floor(Math.min(a, b) - reach));
  const end = (a: number, b: number, size: number) => Math.min(size, Math.ceil(Math.max(a, b) + reach));
  for (let y = first(from.y, to.y); y < end(from.y, to.y, height); y++) {
    for (let x = first(from.x, to.x); x < end(from.x, to.x, width); x++) {
      const covered = Math.min(1, reach - distance({x: x + 0.5, y: y + 0.5}, from, to));
      const i = y * width + x;
      if (255 * covered > data[i]!) data[i] = Math.round(255 * covered);
    }
  }
}

/** From a point to the nearest of a line. */
function distance(point: Point, from: Point, to: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : ((point.x - from.x) * dx + (point.y - from.y) * dy) / length;
  const t = Math.min(1, Math.max(0, along));
  return Math.hypot(point.x - from.x - t * dx, point.y - from.y - t * dy);
}
