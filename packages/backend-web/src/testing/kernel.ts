import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import {expect} from 'vitest';
import {wasm} from '../index.js';

/** A tensor by shape; the values follow from the seed, so that every backend gets the same. */
export interface Input {
  shape: number[];
  seed: number;
}

/** Runs one kernel on a backend and gives its output's shape and values. */
export async function runKernel(backend: 'cpu' | 'wasm', kernel: string, inputs: Record<string, Input>, attrs: object) {
  if (backend === 'wasm') await wasm();
  else await tf.setBackend(backend);
  const output = tf.tidy(() => {
    const tensors = Object.entries(inputs).map(([name, {shape, seed}]) => [name, values(shape, seed)]);
    return tf.engine().runKernel(kernel, Object.fromEntries(tensors), {...attrs}) as tf.Tensor;
  });
  const result = {shape: output.shape, values: output.dataSync()};
  output.dispose();
  return result;
}

/** Expects a kernel to give on WASM what the plain JavaScript backend gives, to a relative 1e-5, and to leave nothing. */
export async function expectSameAsCpu(kernel: string, inputs: Record<string, Input>, attrs: object): Promise<void> {
  const expected = await runKernel('cpu', kernel, inputs, attrs);
  await runKernel('wasm', kernel, inputs, attrs);
  const before = [tf.memory().numTensors, tf.engine().backend.numDataIds()];
  const actual = await runKernel('wasm', kernel, inputs, attrs);
  expect([tf.memory().numTensors, tf.engine().backend.numDataIds()]).toEqual(before);
  expect(actual.shape).toEqual(expected.shape);
  const scale = Math.max(1, ...expected.values.map(Math.abs));
  actual.values.forEach((value, i) => {
    if (!(Math.abs(value - expected.values[i]!) <= 1e-5 * scale)) {
      expect.fail(`${kernel}: expected ${expected.values[i]} at ${i}, got ${value}`);
    }
  });
}

function values(shape: number[], seed: number): tf.Tensor {
  return tf.randomUniform(shape, -1, 1, 'float32', seed);
}
