import {free, malloc} from './heap';
import {packColumns, panelsOf} from './panels';
import {COLUMNS, outerProducts, ROWS} from './tiles';
import {imageToFrame, Window} from './window';

/**
 * Gradient of a convolution with respect to its filter: `x` `[batch, height, width, channels]` and `dy` `[batch,
 * outHeight, outWidth, outChannels]` give `filter` `[filterHeight, filterWidth, channels, outChannels]`.
 *
 * In a frame, what one row of the filter sees of a pixel is one run of `filterWidth * channels` numbers. So each row of
 * the filter is a product of matrices, `runs transposed [run, pixels] times dy [pixels, outChannels]`, whose left side
 * is read in place: no image is unrolled into columns.
 */
export function filterGradient(w: Window, x: usize, dy: usize, filter: usize): void {
  const run = w.filterWidth * w.channels;
  const pixels = w.outHeight * w.outWidth;
  const panels = panelsOf(w.outChannels);
  const tileRows = (run + ROWS - 1) / ROWS;
  const pixelStep = (<usize>(w.strideWidth * w.channels)) << 2;
  const lineStep = (<usize>(w.frameWidth * w.channels)) << 2;

  const sumsSize = (<usize>(w.filterHeight * tileRows * panels * ROWS * COLUMNS)) << 2;
  const frameSize = (<usize>(w.frameHeight * w.frameWidth * w.channels + ROWS)) << 2;
  const panelSize = (<usize>(pixels * COLUMNS)) << 2;
  const sums = malloc(sumsSize + frameSize + panelSize * panels);
  const frame = sums + sumsSize;
  const packed = frame + frameSize;
  memory.fill(sums, 0, sumsSize + frameSize);

  for (let n = 0; n < w.batch; n++) {
    imageToFrame(w, x, frame);
    packColumns(dy, pixels, w.outChannels, packed);
    let tile = sums;
    for (let i = 0; i < w.filterHeight; i++) {
      for (let r = 0; r < tileRows; r++) {
        const seen = frame + <usize>i * lineStep + ((<usize>(r * ROWS)) << 2);
        for (let p = 0; p < panels; p++) {
          const gradient = packed + <usize>p * panelSize;
          outerProducts(seen, lineStep * w.strideHeight, pixelStep, gradient, w.outHeight, w.outWidth, tile);
          tile += ROWS * COLUMNS * 4;
        }
      }
    }
    x += (<usize>(w.height * w.width * w.channels)) << 2;
    dy += (<usize>(pixels * w.outChannels)) << 2;
  }
  unpackTiles(sums, w.filterHeight, run, w.outChannels, filter);
  free(sums);
}

/** Tiles `[slices, rows / 4, columns / 8, 4, 8]` to the matrices `[slices, rows, columns]`. */
function unpackTiles(tile: usize, slices: i32, rows: i32, columns: i32, matrix: usize): void {
  for (let slice = 0; slice < slices; slice++) {
    for (let row = 0; row < rows; row += ROWS) {
      for (let column = 0; column < columns; column += COLUMNS) {
        const bytes = (<usize>min(COLUMNS, columns - column)) << 2;
        const count = min(ROWS, rows - row);
        for (let i = 0; i < count; i++) {
          memory.copy(matrix + ((<usize>((row + i) * columns + column)) << 2), tile + <usize>(i * COLUMNS * 4), bytes);
        }
        tile += ROWS * COLUMNS * 4;
      }
    }
    matrix += (<usize>(rows * columns)) << 2;
  }
}
