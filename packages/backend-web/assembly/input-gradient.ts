import {free, malloc} from './heap';
import {packRows, panelsOf} from './panels';
import {COLUMNS, ROWS, rowProduct, rowProducts} from './tiles';
import {frameToImage, Window} from './window';

/**
 * Gradient of a convolution with respect to its input: `dy` `[batch, outHeight, outWidth, outChannels]` and `filter`
 * `[filterHeight, filterWidth, channels, outChannels]` give `dx` `[batch, height, width, channels]`.
 *
 * For each pixel of `dy` and row of the filter, the run of `filterWidth * channels` numbers that this row saw gets `dy
 * [outChannels] times filter row transposed [outChannels, run]`, added in place into the frame of `dx`.
 */
export function inputGradient(w: Window, dy: usize, filter: usize, dx: usize): void {
  const run = w.filterWidth * w.channels;
  const pixels = w.outHeight * w.outWidth;
  const panels = panelsOf(run);
  const panelSize = (<usize>(w.outChannels * COLUMNS)) << 2;
  const lineStep = (<usize>(w.frameWidth * w.channels)) << 2;

  const frameSize = (<usize>(w.frameHeight * w.frameWidth * w.channels + COLUMNS)) << 2;
  const frame = malloc(frameSize + panelSize * panels * w.filterHeight);
  const packed = frame + frameSize;
  for (let i = 0; i < w.filterHeight; i++) {
    const row = filter + ((<usize>(i * run * w.outChannels)) << 2);
    packRows(row, run, w.outChannels, packed + panelSize * panels * i);
  }

  memory.fill(dx, 0, (<usize>(w.batch * w.height * w.width * w.channels)) << 2);
  for (let n = 0; n < w.batch; n++) {
    memory.fill(frame, 0, frameSize);
    let panel = packed;
    for (let i = 0; i < w.filterHeight; i++) {
      for (let p = 0; p < panels; p++) {
        spread(w, dy, pixels, panel, frame + <usize>i * lineStep + ((<usize>(p * COLUMNS)) << 2));
        panel += panelSize;
      }
    }
    frameToImage(w, frame, dx);
    dy += (<usize>(pixels * w.outChannels)) << 2;
    dx += (<usize>(w.height * w.width * w.channels)) << 2;
  }
  free(frame);
}

/** Adds `dy . panel` of every pixel to the place which the panel's columns have in the frame, four pixels at a time. */
function spread(w: Window, dy: usize, pixels: i32, panel: usize, frame: usize): void {
  const length = w.outChannels;
  const row = (<usize>length) << 2;
  let pixel = 0;
  for (; pixel + ROWS <= pixels; pixel += ROWS) {
    const out0 = frame + place(w, pixel);
    const out1 = frame + place(w, pixel + 1);
    const out2 = frame + place(w, pixel + 2);
    const out3 = frame + place(w, pixel + 3);
    rowProducts(dy, dy + row, dy + 2 * row, dy + 3 * row, panel, length, out0, out1, out2, out3);
    dy += 4 * row;
  }
  for (; pixel < pixels; pixel++) {
    rowProduct(dy, panel, length, frame + place(w, pixel));
    dy += row;
  }
}

/** Where in the frame the filter's first row begins for a pixel of `dy`, in bytes. */
function place(w: Window, pixel: i32): usize {
  const row = pixel / w.outWidth;
  const column = pixel - row * w.outWidth;
  return (<usize>((row * w.strideHeight * w.frameWidth + column * w.strideWidth) * w.channels)) << 2;
}
