import * as tf from '@tensorflow/tfjs-core';
import {expect, test} from 'vitest';
import {wasm} from './index.js';

test('loads, says what it is, and may be asked for again', async () => {
  const handlers = process.listenerCount('unhandledRejection');
  const engine = await wasm();
  const expected = {
    name: 'wasm',
    version: '4.22.0',
    devices: [{name: 'WebAssembly SIMD, 1 thread', type: 'CPU'}],
    software: false,
  };
  expect(engine).toMatchObject(expected);
  expect(await wasm()).toMatchObject(expected);
  expect(tf.getBackend()).toBe('wasm');
  expect(process.listenerCount('unhandledRejection')).toBe(handlers);
});
test('the kernels work on in a backend that was made anew', async () => {
  await wasm();
  const product = () => Array.from(tf.matMul(tf.tensor2d([[1], [2]]), tf.tensor2d([[3], [4]]), true).dataSync());
  expect(product()).toEqual([11]);
  const factory = tf.findBackendFactory('wasm');
  tf.removeBackend('wasm');
  tf.registerBackend('wasm', factory);
  await tf.setBackend('wasm');
  expect(product()).toEqual([11]);
});
