// Registers the gradients, which the core does not do by itself under Node.
import '@tensorflow/tfjs-layers';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import {describe, expect, test} from 'vitest';
import {selfTest} from '../../self-test/self-test.js';
import {whyNoDawn} from '../../testing/dawn.js';
import {kernel, uniform} from '../../testing/same-as-cpu.js';

const missing = await whyNoDawn();
if (missing) console.warn(`The tests of WebGPU are skipped: ${missing}`);

/** Expects the same on WebGPU as on the plain JavaScript backend, and that nothing is left behind. */
async function expectSame(compute: () => tf.Tensor | tf.Tensor[], tolerance = 1e-5): Promise<void> {
  const [expected, actual] = [await read('cpu', compute), await read('webgpu', compute)];
  for (const [i, {shape, values}] of actual.entries()) {
    expect(shape).toEqual(expected[i]!.shape);
    const scale = Math.max(1, ...expected[i]!.values.map(Math.abs));
    const difference = Math.max(...values.map((value, at) => Math.abs(value - expected[i]!.values[at]!)));
    expect(difference / scale).toBeLessThan(tolerance);
  }
}

async function read(backend: string, compute: () => tf.Tensor | tf.Tensor[]) {
  await tf.setBackend(backend);
  const before = tf.memory().numTensors;
  const results = tf.tidy(() => [compute()].flat());
  const read = [];
  for (const result of results) read.push({shape: result.shape, values: Array.from(await result.data())});
  tf.dispose(results);
  expect(tf.memory().numTensors).toBe(before);
  return read;
}

describe.skipIf(missing)('on WebGPU', () => {
  test('the self-test passes, and leaves nothing behind', async () => {
    await tf.setBackend('webgpu');
    const before = tf.memory().numTensors;
    const {worst, tolerance} = await selfTest('webgpu');
    expect(worst).toBeLessThan(tolerance);
    expect(tf.memory().numTensors).toBe(before);
  });

  test.each([
    {name: 'one channel, many pixels', x: [3, 12, 11, 1], filter: [3, 3, 1, 5], strides: 1, pad: 'same'},
    {name: 'more than a tile', x: [2, 5, 5, 40], filter: [3, 3, 40, 36], strides: 1, pad: 'same'},
    {name: 'strides, even size', x: [2, 10, 9, 3], filter: [2, 4, 3, 6], strides: [2, 3], pad: 'valid'},
    {
      name: 'explicit padding',
      x: [2, 7, 7, 4],
      filter: [7, 7, 4, 8],
      strides: 2,
      pad: [
        [0, 0],
        [3, 3],
        [2, 3],
        [0, 0],
      ],
    },
    {name: 'one pixel', x: [1, 1, 1, 2], filter: [1, 1, 2, 3], strides: 1, pad: 'same'},
  ])('filter gradient: $name', async ({x, filter, strides, pad}) => {
    const attrs = {strides, pad, dataFormat: 'NHWC', dimRoundingMode: undefined, filterShape: filter};
    const shape = x as [number, number, number, number];
    const info = tf.backend_util.computeConv2DInfo(shape, filter as never, strides as never, 1, pad as never);
    await expectSame(() => kernel('Conv2DBackpropFilter', {x: uniform(x), dy: uniform(info.outShape, 2)}, attrs));
  });

  test('filter gradient of images in NCHW, by the stock kernel', async () => {
    await tf.setBackend('webgpu');
    const attrs = {strides: 1, pad: 'valid', dataFormat: 'NCHW', filterShape: [2, 2, 1, 1]};
    const [x, dy] = [tf.ones([1, 1, 3, 3]), tf.ones([1, 1, 2, 2])];
    const gradient = kernel('Conv2DBackpropFilter', {x, dy}, attrs) as tf.Tensor;
    expect(Array.from(await gradient.data())).toEqual([4, 4, 4, 4]);
    tf.dispose([x, dy, gradient]);
  });

  test.each([
    ['few rows', [1, 2, 1, 3]],
    ['many parts', [9, 13, 11, 17]],
    ['more parts than are wanted', [64, 13, 13, 2]],
  ])('batch norm whose values lie far from zero: %s', async (_, shape) => {
    const channels = shape[3]!;
    const rows = tf.util.sizeFromShape(shape) / channels;
    await tf.setBackend('webgpu');
    const x = tf.tidy(() => tf.add(uniform(shape), 1000));
    const [scale, offset] = [tf.ones([channels]), tf.zeros([channels])];
    const outputs = kernel('BatchNormTraining', {x, scale, offset}, {epsilon: 1e-5}) as tf.Tensor[];
    const [y, mean, variance] = await Promise.all(outputs.slice(0, 3).map(output => output.data()));
    const values = await x.data();
    for (let c = 0; c < channels; c++) {
      const column = Array.from({length: rows}, (_, row) => values[row * channels + c]!);
      const center = column.reduce((sum, value) => sum + value, 0) / rows;
      const squares = column.reduce((sum, value) => sum + (value - center) ** 2, 0);
      expect(mean![c]).toBeCloseTo(center, 3);
      expect(Math.abs(variance![c]! / (squares / (rows - 1)) - 1)).toBeLessThan(1e-2);
      const first = (values[c]! - center) / Math.sqrt(squares / rows + 1e-5);
      expect(Math.abs(y![c]! - first)).toBeLessThan(2e-2);
    }
    tf.dispose([x, scale, offset, outputs]);
  });
});
