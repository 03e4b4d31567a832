import {engine, type NamedTensorMap, type Tensor, tensor} from '@tensorflow/tfjs-core';
import {type Case, read, wave} from './case.js';

/** Two images of 6 by 5 pixels and 4 channels, filters of 3 by 3 for 8, one pixel of padding. */
const [BATCH, HEIGHT, WIDTH, IN, OUT, FILTER, PADDING] = [2, 6, 5, 4, 8, 3, 1];

/** A convolution and its two gradients, beside the sums that define them. */
export function convolutionCase({stride}: {stride: number}): Case {
  const outHeight = Math.floor((HEIGHT + 2 * PADDING - FILTER) / stride) + 1;
  const outWidth = Math.floor((WIDTH + 2 * PADDING - FILTER) / stride) + 1;
  const xShape = [BATCH, HEIGHT, WIDTH, IN];
  const filterShape = [FILTER, FILTER, IN, OUT];
  const yShape = [BATCH, outHeight, outWidth, OUT];
  const x = wave(size(xShape), 1);
  const filter = wave(size(filterShape), 2);
  const dy = wave(size(yShape), 3);

  const y = new Array<number>(dy.length).fill(0);
  const dx = new Array<number>(x.length).fill(0);
  const dfilter = new Array<number>(filter.length).fill(0);
  for (const [b, i, j, o] of places(yShape)) {
    for (const [u, v, c] of places([FILTER, FILTER, IN])) {
      const [h, w] = [i! * stride + u! - PADDING, j! * stride + v! - PADDING];
      if (h < 0 || h >= HEIGHT || w < 0 || w >= WIDTH) continue;
      const at = index(xShape, [b!, h, w, c!]);
      const tap = index(filterShape, [u!, v!, c!, o!]);
      const out = index(yShape, [b!, i!, j!, o!]);
      y[out]! += x[at]! * filter[tap]!;
      dx[at]! += dy[out]! * filter[tap]!;
      dfilter[tap]! += dy[out]! * x[at]!;
    }
  }

  const name = `convolution with stride ${stride}`;
  const [forward, ofInput, ofFilter] = [name, `input gradient of a ${name}`, `filter gradient of a ${name}`];
  return {
    expected: {[forward]: y, [ofInput]: dx, [ofFilter]: dfilter},
    async actual() {
      const tensors = {x: tensor(x, xShape), filter: tensor(filter, filterShape), dy: tensor(dy, yShape)};
      const pad = [
        [0, 0],
        [PADDING, PADDING],
        [PADDING, PADDING],
        [0, 0],
      ];
      const attrs = {strides: stride, pad, dataFormat: 'NHWC', dilations: 1};
      const run = (kernel: string, inputs: NamedTensorMap, more: object = {}) =>
        engine().runKernel(kernel, inputs, {...attrs, ...more}) as Tensor;
      const results = {
        [forward]: run('Conv2D', {x: tensors.x, filter: tensors.filter}),
        [ofInput]: run('Conv2DBackpropInput', {dy: tensors.dy, filter: tensors.filter}, {inputShape: xShape}),
        [ofFilter]: run('Conv2DBackpropFilter', {x: tensors.x, dy: tensors.dy}, {filterShape}),
      };
      return read(results, Object.values(tensors));
    },
  };
}

function size(shape: readonly number[]): number {
  return shape.reduce((product, one) => product * one, 1);
}

function index(shape: readonly number[], place: readonly number[]): number {
  return place.reduce((index, one, dimension) => index * shape[dimension]! + one, 0);
}

/** All places of a shape, in order. */
function* places(shape: readonly number[]): Generator<number[]> {
  if (shape.length === 0) return yield [];
  for (const rest of places(shape.slice(0, -1))) {
    for (let i = 0; i < shape.at(-1)!; i++) yield [...rest, i];
  }
}
