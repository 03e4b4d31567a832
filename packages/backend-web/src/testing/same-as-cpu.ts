import '@tensorflow/tfjs-backend-cpu';
// Registers the gradients, which the core does not do by itself under Node.
import '@tensorflow/tfjs-layers';
import * as tf from '@tensorflow/tfjs-core';
import {expect} from 'vitest';
import {wasm} from '../index.js';

/** Uniform numbers in [-1, 1), the same on every backend. */
export function uniform(shape: number[], seed = 1): tf.Tensor {
  return tf.randomUniform(shape, -1, 1, 'float32', seed);
}

/** Runs a kernel by its name. */
export function kernel(name: string, inputs: tf.NamedTensorMap, attrs: object = {}): tf.Tensor | tf.Tensor[] {
  return tf.engine().runKernel(name, inputs, {...attrs});
}

/** Expects the same on WASM as on the plain JavaScript backend, to a relative 1e-5, and that nothing is left behind. */
export async function expectSameAsCpu(compute: () => tf.Tensor | tf.Tensor[]): Promise<void> {
  await tf.setBackend('cpu');
  const expected = run(compute);
  await wasm();
  const before = counts();
  const actual = run(compute);
  expect(counts()).toEqual(before);
  expect(actual.map(({shape}) => shape)).toEqual(expected.map(({shape}) => shape));
  for (const [i, {values}] of actual.entries()) expectClose(values, expected[i]!.values);
}

function run(compute: () => tf.Tensor | tf.Tensor[]) {
  return tf.tidy(() => [compute()].flat().map(tensor => ({shape: tensor.shape, values: tensor.dataSync()})));
}

function counts() {
  return {tensors: tf.memory().numTensors, buffers: tf.engine().backend.numDataIds()};
}

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>): void {
  let scale = 1;
  for (let i = 0; i < expected.length; i++) scale = Math.max(scale, Math.abs(expected[i]!));
  for (let i = 0; i < expected.length; i++) {
    if (Math.abs(actual[i]! - expected[i]!) <= 1e-5 * scale) continue;
    expect.fail(`expected ${expected[i]} at ${i} of ${expected.length}, got ${actual[i]}`);
  }
}
