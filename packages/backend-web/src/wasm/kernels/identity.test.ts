import * as tf from '@tensorflow/tfjs-core';
import {expect, test} from 'vitest';
import {wasm} from '../../index.js';

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

test('a cast to the same type shares, to another converts', async () => {
  await wasm();
  const x = tf.tensor1d([1.5, 2]);
  const buffers = tf.engine().backend.numDataIds();
  const [same, integers] = [tf.cast(x, 'float32'), tf.cast(x, 'int32')];
  expect(tf.engine().backend.numDataIds()).toBe(buffers + 1);
  expect(Array.from(integers.dataSync())).toEqual([1, 2]);
  x.dispose();
  expect(Array.from(same.dataSync())).toEqual([1.5, 2]);
  tf.dispose([same, integers]);
  expect(tf.engine().backend.numDataIds()).toBe(buffers - 1);
});

test('assigning a clone to a variable leaves the clone as it was', async () => {
  await wasm();
  const buffers = tf.engine().backend.numDataIds();
  const initial = tf.tensor1d([1, 2]);
  const variable = tf.variable(initial);
  const old = tf.clone(variable);
  const sum = tf.add(variable, 1) as tf.Tensor1D;
  variable.assign(sum);
  expect(Array.from(old.dataSync())).toEqual([1, 2]);
  expect(Array.from(variable.dataSync())).toEqual([2, 3]);
  tf.dispose([initial, old, sum, variable]);
  expect(tf.engine().backend.numDataIds()).toBe(buffers);
});
