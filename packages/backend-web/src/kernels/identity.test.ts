import * as tf from '@tensorflow/tfjs-core';
import {expect, test} from 'vitest';
import {wasm} from '../index.js';

test('a clone shares the numbers and outlives what it was cloned from', async () => {
  await wasm();
  const x = tf.tensor1d([1, 2, 3]);
  const buffers = tf.engine().backend.numDataIds();
  const clone = tf.clone(x);
  expect(tf.engine().backend.numDataIds()).toBe(buffers);
  x.dispose();
  expect(Array.from(clone.dataSync())).toEqual([1, 2, 3]);
  clone.dispose();
  expect(tf.engine().backend.numDataIds()).toBe(buffers - 1);
});

test('assigning a clone to a variable leaves the clone as it was', async () => {
  await wasm();
  const before = tf.engine().backend.numDataIds();
  const variable = tf.variable(tf.tensor1d([1, 2]));
  const old = tf.clone(variable);
  variable.assign(tf.tidy(() => tf.add(variable, 1)));
  expect(Array.from(old.dataSync())).toEqual([1, 2]);
  expect(Array.from(variable.dataSync())).toEqual([2, 3]);
  tf.dispose([old, variable]);
  expect(tf.engine().backend.numDataIds()).toBeGreaterThanOrEqual(before);
});
