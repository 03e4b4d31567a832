import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import {beforeAll, describe, expect, test} from 'vitest';
import {noise} from '../testing/noise.js';
import {type AveragePoolOptions, averagePool} from './average-pool.js';

beforeAll(() => tf.setBackend('cpu'));

const image = (height: number, width: number) =>
  tf.tensor4d(Float32Array.from(noise(height * width, 3)), [1, height, width, 1]);

function build(height: number, width: number, options: Omit<AveragePoolOptions, 'name'>): tfl.LayersModel {
  const input = tfl.input({shape: [height, width, 1]});
  return tfl.model({inputs: input, outputs: averagePool(input, {...options, name: 'pool'})});
}

interface Case extends Omit<AveragePoolOptions, 'name' | 'padding'> {
  padding: 'valid' | 'same';
  height: number;
  width: number;
}

/** Which rows (or columns) each window covers. */
function windows(length: number, {size, stride = size, padding}: Case): number[][] {
  const count = padding === 'valid' ? Math.floor((length - size) / stride) + 1 : Math.ceil(length / stride);
  const before = padding === 'valid' ? 0 : Math.floor(Math.max(0, (count - 1) * stride + size - length) / 2);
  return Array.from({length: count}, (_, i) =>
    Array.from({length: size}, (_, j) => i * stride + j - before).filter(at => at >= 0 && at < length),
  );
}

const cases: Case[] = [
  {size: 2, padding: 'valid', height: 6, width: 5},
  {size: 2, stride: 1, padding: 'valid', height: 4, width: 5},
  {size: 7, padding: 'valid', height: 7, width: 9},
  {size: 2, padding: 'same', height: 6, width: 4},
  {size: 2, padding: 'same', height: 7, width: 4},
  {size: 2, padding: 'same', height: 1, width: 1},
  {size: 3, stride: 2, padding: 'same', height: 5, width: 6},
  {size: 2, stride: 1, padding: 'same', height: 3, width: 3},
];

describe.each(cases)('$size at stride $stride, $padding, on $height x $width', options => {
  const {height, width, ...pool} = options;
  const rows = windows(height, options);
  const columns = windows(width, options);

  test('averages what is inside each window', () => {
    const model = build(height, width, pool);
    const values = image(height, width).arraySync()[0]!;
    const actual = model.apply(image(height, width)) as tf.Tensor4D;
    const expected = rows.map(ys =>
      columns.map(xs => {
        const inside = ys.flatMap(y => xs.map(x => values[y]![x]![0]!));
        return inside.reduce((sum, value) => sum + value, 0) / inside.length;
      }),
    );
    expect(actual.shape).toEqual([1, rows.length, columns.length, 1]);
    expect(model.outputShape).toEqual([null, rows.length, columns.length, 1]);
    tf.test_util.expectArraysClose(actual.dataSync(), expected.flat(), 1e-6);
  });

  test('and gives each value its share of the gradient', () => {
    const model = build(height, width, pool);
    const gradient = tf
      .grad(x => model.apply(x) as tf.Tensor)(image(height, width))
      .dataSync();
    const expected = new Float32Array(height * width);
    for (const ys of rows) {
      for (const xs of columns) {
        for (const y of ys) for (const x of xs) expected[y * width + x]! += 1 / (ys.length * xs.length);
      }
    }
    tf.test_util.expectArraysClose(gradient, expected, 1e-6);
  });
});

test('a window that does not fit is refused by the layer’s name', () => {
  expect(() => build(6, 8, {size: 7})).toThrow(
    expect.objectContaining({code: 'INPUT_TOO_SMALL', message: expect.stringContaining('pool: expected an input of')}),
  );
});
