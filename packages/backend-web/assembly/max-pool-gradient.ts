import {Window} from './window';

/**
 * Gradient of max-pooling: each number of `dy` goes to the first place in its window of `x` that holds the maximum `y`.
 * `x` and `dx` are `[batch, height, width, channels]`, `y` and `dy` `[batch, outHeight, outWidth, channels]`.
 */
export function maxPoolGradient(w: Window, x: usize, y: usize, dy: usize, dx: usize): void {
  const pixel = (<usize>w.channels) << 2;
  const image = <usize>(w.height * w.width) * pixel;
  memory.fill(dx, 0, <usize>w.batch * image);
  for (let n = 0; n < w.batch; n++) {
    for (let outRow = 0; outRow < w.outHeight; outRow++) {
      const row = outRow * w.strideHeight - w.top;
      for (let outColumn = 0; outColumn < w.outWidth; outColumn++) {
        const column = outColumn * w.strideWidth - w.left;
        route(w, x, y, dy, dx, row, column);
        y += pixel;
        dy += pixel;
      }
    }
    x += image;
    dx += image;
  }
}

/** One window, whose top left corner is at `row`, `column`. */
function route(w: Window, x: usize, y: usize, dy: usize, dx: usize, row: i32, column: i32): void {
  const rowEnd = min(row + w.filterHeight, w.height);
  const columnEnd = min(column + w.filterWidth, w.width);
  const size = (<usize>w.channels) << 2;
  const wide = size & ~15;
  for (let i: usize = 0; i < wide; i += 16) {
    const maximum = v128.load(y + i);
    let gradient = v128.load(dy + i);
    for (let h = max(row, 0); h < rowEnd; h++) {
      for (let v = max(column, 0); v < columnEnd; v++) {
        const at = <usize>(h * w.width + v) * size + i;
        const here = f32x4.eq(v128.load(x + at), maximum);
        v128.store(dx + at, f32x4.add(v128.load(dx + at), v128.and(gradient, here)));
        gradient = v128.andnot(gradient, here);
      }
    }
  }
  for (let i = wide; i < size; i += 4) {
    const maximum = load<f32>(y + i);
    let gradient = load<f32>(dy + i);
    for (let h = max(row, 0); h < rowEnd; h++) {
      for (let v = max(column, 0); v < columnEnd; v++) {
        const at = <usize>(h * w.width + v) * size + i;
        if (load<f32>(x + at) !== maximum) continue;
        store<f32>(dx + at, load<f32>(dx + at) + gradient);
        gradient = 0;
      }
    }
  }
}
