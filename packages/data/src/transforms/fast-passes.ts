import {bytesOf, instantiate, type Memory} from '../wasm/instantiate.js';
import {resampleBinary} from '../wasm/resample-binary.js';
import {cut, type Passes, plainPasses} from './passes.js';
import type {Weights} from './resample-weights.js';

/** What assembly/resample exports. Addresses are numbers. */
interface Resampler {
  readonly memory: Memory;
  heapBase(): number;
  rowsOf(from: number, stride: number, rows: number, ...axis: [...Axis, to: number, channels: number]): void;
  rowsOfRgb(from: number, stride: number, rows: number, ...axis: [...Axis, to: number]): void;
  columns(from: number, stride: number, ...axis: [...Axis, to: number]): void;
}

type Axis = [first: number, count: number, weights: number, taps: number, length: number];

/** Larger images would leave too much memory behind. */
const MOST_BYTES = 2 ** 24;
/** What the kernels may touch beyond their arrays. */
const SLACK = 16;

const resampler: Resampler | undefined = /* @__PURE__ */ instantiate<Resampler>(resampleBinary);

/** {@link plainPasses} in WebAssembly where that can be: the same bytes, some ten times as fast. */
export const fastPasses: Passes = (image, region, {rows, columns}) => {
  const {channels} = image;
  const stride = image.width * channels;
  const width = rows ? rows.first.length : region.width;
  const height = columns ? columns.first.length : region.height;
  const row = width * channels;
  const sizes = [
    bytesOfWeights(rows),
    bytesOfWeights(columns),
    region.height * stride,
    region.height * row,
    height * row,
  ];
  const total = sizes.reduce((sum, size) => sum + align(size), 0);
  if (!resampler || total > MOST_BYTES) return plainPasses(image, region, {rows, columns});

  const {memory} = resampler;
  let at = align(resampler.heapBase());
  const bytes = bytesOf(memory, at + total);
  const [rowWeights, columnWeights, input, middle, output] = sizes.map(size => {
    const begin = at;
    at += align(size);
    return begin;
  }) as [number, number, number, number, number];
  const fromRows = columns ? middle : output;
  if (rows) {
    const start = region.top * stride;
    bytes.set(image.data.subarray(start, start + region.height * stride), input);
    const from = input + region.left * channels;
    const axis = place(memory, rows, rowWeights);
    if (channels === 3) resampler.rowsOfRgb(from, stride, region.height, ...axis, fromRows);
    else resampler.rowsOf(from, stride, region.height, ...axis, fromRows, channels);
  } else {
    bytes.set(cut(image, region).data, middle);
  }
  if (columns) resampler.columns(middle, row, ...place(memory, columns, columnWeights), output);
  return bytes.slice(output, output + height * row);
};

function align(size: number): number {
  return (size + SLACK + 15) & ~15;
}

function bytesOfWeights(weights: Weights | undefined): number {
  return weights ? 4 * (2 * weights.first.length + weights.weights.length) : 0;
}

function place({buffer}: Memory, {first, count, weights, taps}: Weights, at: number): Axis {
  const words = new Int32Array(buffer, at);
  const length = first.length;
  words.set(first);
  words.set(count, length);
  words.set(weights, 2 * length);
  return [at, at + 4 * length, at + 8 * length, taps, length];
}
