import {type ByteImage, random, resize} from '@residual/data';

/** Pixels between pictures, and around them. */
const GAP = 4;

/** Pixels that a picture has at least; smaller ones are enlarged by a whole number. */
const SMALLEST = 96;

/** Rows of pictures as one picture, RGB on white, all enlarged alike; the first of each row stands apart. */
export function drawSheet(rows: readonly (readonly ByteImage[])[]): ByteImage {
  const all = rows.flat();
  const tallest = Math.max(...all.map(({height}) => height));
  const widest = Math.max(...all.map(({width}) => width));
  const zoom = Math.max(1, Math.ceil(SMALLEST / Math.max(tallest, widest)));
  const [stepY, stepX] = [tallest * zoom + GAP, widest * zoom + GAP];
  const columns = Math.max(...rows.map(row => row.length));
  const height = GAP + rows.length * stepY;
  const width = GAP + columns * stepX + (columns > 1 ? 2 * GAP : 0);
  const data = new Uint8Array(height * width * 3).fill(255);
  for (const [y, row] of rows.entries()) {
    for (const [x, image] of row.entries()) {
      const size = [image.height * zoom, image.width * zoom] as const;
      const picture = resize({size, method: 'nearest'})(image, random(0));
      place(picture, {data, width}, {top: GAP + y * stepY, left: GAP + x * stepX + (x > 0 ? 2 * GAP : 0)});
    }
  }
  return {data, height, width, channels: 3};
}

/** Grey pictures become RGB. */
function place(
  {data, height, width, channels}: ByteImage,
  onto: {readonly data: Uint8Array; readonly width: number},
  {top, left}: {top: number; left: number},
): void {
  for (let y = 0; y < height; y++) {
    let at = ((top + y) * onto.width + left) * 3;
    for (let x = 0; x < width; x++) {
      const from = (y * width + x) * channels;
      for (let c = 0; c < 3; c++) onto.data[at++] = data[from + (channels === 3 ? c : 0)]!;
    }
  }
}
