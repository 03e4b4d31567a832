import * as tf from '@tensorflow/tfjs-core';
import {expect, test} from 'vitest';
import {wasm} from '../../index.js';
import {kernel, uniform} from '../../testing/same-as-cpu.js';

const run = (logits: tf.Tensor, labels: tf.Tensor) =>
  (kernel('SparseSoftmaxCrossEntropy', {logits, labels}) as tf.Tensor[]).map(tensor => Array.from(tensor.dataSync()));

test('equals the composition of ops', async () => {
  await wasm();
  tf.tidy(() => {
    const logits = tf.mul(uniform([5, 7]), 10) as tf.Tensor2D;
    const labels = tf.tensor1d([0, 6, 3, 3, 1], 'int32');
    const oneHot = tf.oneHot(labels, 7);
    const [losses, gradient] = run(logits, labels);
    const expected = tf.neg(tf.sum(tf.mul(oneHot, tf.logSoftmax(logits)), 1));
    tf.test_util.expectArraysClose(losses!, expected.dataSync(), 1e-5);
    tf.test_util.expectArraysClose(gradient!, tf.sub(tf.softmax(logits), oneHot).dataSync(), 1e-6);
  });
});

test('is exact for logits whose exponentials overflow', async () => {
  await wasm();
  const [losses, gradient] = run(tf.tensor2d([[1000, 0, -1000]]), tf.tensor1d([1], 'int32'));
  expect(losses).toEqual([1000]);
  expect(gradient).toEqual([1, -1, 0]);
});

test('a label out of range gives NaN', async () => {
  await wasm();
  const [losses] = run(
    tf.tensor2d([
      [1, 2],
      [1, 2],
    ]),
    tf.tensor1d([2, -1], 'int32'),
  );
  expect(losses).toEqual([Number.NaN, Number.NaN]);
});

test('labels that are not integers are a clear error', async () => {
  await wasm();
  expect(() => run(tf.tensor2d([[1, 2]]), tf.tensor1d([1]))).toThrow('expected labels as int32, got float32');
});
