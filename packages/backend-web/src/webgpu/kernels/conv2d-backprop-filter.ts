import type {WebGPUBackend} from '@tensorflow/tfjs-backend-webgpu';
import {
  backend_util,
  type Conv2DBackpropFilterAttrs,
  type KernelFunc,
  type TensorInfo,
  util,
} from '@tensorflow/tfjs-core';
import {run, runEach} from '../run.js';

/** A group of 8 by 8 threads computes a tile of 32 by 32 numbers, each thread 4 by 4, from 16 pixels at a time. */
const TILE = 32;
const PIXELS = 16;
const THREADS = 8;

/** Groups that fill a GPU, and pixels that are worth a group of their own. */
const ENOUGH_GROUPS = 256;
const LEAST_PIXELS = 256;

/**
 * Gradient of a convolution with respect to its filter, as a product over all pixels of `dy`: what the filter saw there,
 * transposed, times `dy`. As the result is too small to fill a GPU, the pixels are shared out, and the parts added up
 * afterwards, always in the same order. The stock kernel has one thread for each number of the filter, which passes over all
 * pixels by itself.
 *
 * @param stock The stock kernel, which goes on with images that are not NHWC, numbers that are not float32, and a `dy` that
 *   is not of the convolution's size.
 */
export function conv2dBackpropFilter(stock: KernelFunc): KernelFunc {
  return ({inputs, attrs, backend: anyBackend}) => {
    const backend = anyBackend as WebGPUBackend;
    const {x, dy} = inputs as Record<'x' | 'dy', TensorInfo>;
    const {strides, pad, dataFormat, dimRoundingMode, filterShape} = attrs as unknown as Conv2DBackpropFilterAttrs;
    const isPlain = dataFormat === 'NHWC' && x.dtype === 'float32' && dy.dtype === 'float32';
    if (!isPlain) return stock({inputs, attrs: attrs!, backend});
    const shape = x.shape as [number, number, number, number];
    const info = backend_util.computeConv2DInfo(shape, filterShape, strides, 1, pad, dimRoundingMode);
    if (!util.arraysEqual(dy.shape, info.outShape)) return stock({inputs, attrs: attrs!, backend});

    const pixels = info.batchSize * info.outHeight * info.outWidth;
    const rows = info.filterHeight * info.filterWidth * info.inChannels;
    const columns = info.outChannels;
    const across = Math.ceil(columns / TILE);
    const down = Math.ceil(rows / TILE);
    const wanted = Math.max(1, Math.min(Math.ceil(pixels / LEAST_PIXELS), Math.ceil(ENOUGH_GROUPS / (across * down))));
    const pixelsPerPart = PIXELS * Math.ceil(pixels / wanted / PIXELS);
    const parts = Math.ceil(pixels / pixelsPerPart);
    const partial = run(backend, {
      name: 'conv2dBackpropFilter',
      inputs: {x, dy},
      sizes: {
        height: info.inHeight,
        width: info.inWidth,
        channels: info.inChannels,
        outHeight: info.outHeight,
        outWidth: info.outWidth,
        filterWidth: info.filterWidth,
        strideHeight: info.strideHeight,
        strideWidth: info.strideWidth,
        top: info.padInfo.top,
        left: info.padInfo.left,
        rows,
        columns,
        pixels,
        pixelsPerPart,
      },
      shape: [parts, rows, columns],
      workgroup: [THREADS, THREADS, 1],
      groups: [across, down, parts],
      code: TILED_PRODUCT,
    });
    const filter = runEach(backend, {
      name: 'conv2dBackpropFilter parts',
      inputs: {partial},
      sizes: {parts},
      shape: filterShape,
      code: `
      fn value(index: i32) -> f32 {
        var sum = 0.0;
        for (var part = 0; part < uniforms.parts; part++) {
          sum += partial[part * uniforms.count + index];
        }
        return sum;
      }`,
    });
    backend.disposeData(partial.dataId);
    return filter;
  };
}

const TILED_PRODUCT = `
var<workgroup> seen: array<array<f32, ${TILE}>, ${PIXELS}>;
var<workgroup> gradient: array<array<f32, ${TILE}>, ${PIXELS}>;

// What the place \`row\` of the filter, one of height, width and channels, saw from a pixel of dy.
fn seenAt(row: i32, pixel: i32) -> f32 {
  let tap = row / uniforms.channels;
  let line = pixel / uniforms.outWidth;
  let h = line % uniforms.outHeight * uniforms.strideHeight + tap / uniforms.filterWidth - uniforms.top;
  let w = pixel % uniforms.outWidth * uniforms.strideWidth + tap % uniforms.filterWidth - uniforms.left;
  if (h < 0 || h >= uniforms.height || w < 0 || w >= uniforms.width) {
    return 0.0;
  }
  let image = line / uniforms.outHeight;
  return x[((image * uniforms.height + h) * uniforms.width + w) * uniforms.channels + row % uniforms.channels];
}

fn main() {
  let part = i32(workgroupId.z);
  let firstRow = i32(workgroupId.y) * ${TILE};
  let firstColumn = i32(workgroupId.x) * ${TILE};
  let begin = part * uniforms.pixelsPerPart;
  let end = min(begin + uniforms.pixelsPerPart, uniforms.pixels);
  let top = localId.y * 4u;
  let left = localId.x * 4u;
  var sums: array<vec4<f32>, 4>;
  // The count is the same for all groups: WGSL wants to see that all threads reach the barriers.
  for (var step = 0; step < uniforms.pixelsPerPart; step += ${PIXELS}) {
    for (var i = i32(localIndex); i < ${TILE * PIXELS}; i += ${THREADS * THREADS}) {
      let depth = i / ${TILE};
      let place = i % ${TILE};
      let pixel = begin + step + depth;
      seen[depth][place] = 0.0;
      if (pixel < end && firstRow + place < uniforms.rows) {
        seen[depth][place] = seenAt(firstRow + place, pixel);
      }
      gradient[depth][place] = 0.0;
      if (pixel < end && firstColumn + place < uniforms.columns) {
        gradient[depth][place] = dy[pixel * uniforms.columns + firstColumn + place];
      }
    }
    workgroupBarrier();
    for (var depth = 0; depth < ${PIXELS}; depth++) {
      let b = vec4<f32>(gradient[depth][left], gradient[depth][left + 1u], gradient[depth][left + 2u],
          gradient[depth][left + 3u]);
      sums[0] += seen[depth][top] * b;
      sums[1] += seen[depth][top + 1u] * b;
      sums[2] += seen[depth][top + 2u] * b;
      sums[3] += seen[depth][top + 3u] * b;
    }
    workgroupBarrier();
  }
  for (var i = 0; i < 4; i++) {
    let row = firstRow + i32(top) + i;
    for (var j = 0; j < 4; j++) {
      let column = firstColumn + i32(left) + j;
      if (row < uniforms.rows && column < uniforms.columns) {
        result[(part * uniforms.rows + row) * uniforms.columns + column] = sums[i][j];
      }
    }
  }
}`;
