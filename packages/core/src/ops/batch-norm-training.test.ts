import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-layers'; // Registers the gradients of TF.js's operations.
import {afterEach, beforeAll, describe, expect, test} from 'vitest';
import {noise} from '../testing/noise.js';
import {batchNormTraining} from './batch-norm-training.js';

beforeAll(() => tf.setBackend('cpu'));

const shape: [number, number, number, number] = [3, 2, 4, 2];
const inputs = () => ({
  x: tf.tensor4d(
    Float32Array.from(noise(48, 0), value => 3 * value + 1),
    shape,
  ),
  scale: tf.tensor1d([0.7, -1.3]),
  offset: tf.tensor1d([0.2, 0.4]),
});
/** Weighs each output differently, so that no gradient vanishes. */
const weigh = (y: tf.Tensor4D) => tf.sum(tf.mul(y, tf.tensor(Float32Array.from(noise(48, 1)), shape))) as tf.Scalar;

/** The same by definition, from TF.js's differentiable operations. */
function byDefinition(x: tf.Tensor4D, scale: tf.Tensor1D, offset: tf.Tensor1D, epsilon: number): tf.Tensor4D {
  const mean = tf.mean(x, [0, 1, 2]);
  const centred = tf.sub(x, mean);
  const variance = tf.mean(tf.square(centred), [0, 1, 2]);
  return tf.add(tf.mul(tf.div(centred, tf.sqrt(tf.add(variance, epsilon))), scale), offset);
}

const close = (actual: tf.Tensor, expected: tf.Tensor) =>
  tf.test_util.expectArraysClose(actual.dataSync(), expected.dataSync(), 1e-5);

describe('composed', () => {
  test.each([1e-5, 0.1])('output and statistics, epsilon %d', epsilon => {
    const {x, scale, offset} = inputs();
    const {y, mean, variance} = batchNormTraining({x, scale, offset}, {epsilon});
    close(y, byDefinition(x, scale, offset, epsilon));
    const expected = tf.mean(x, [0, 1, 2]);
    close(mean, expected);
    close(variance, tf.div(tf.sum(tf.square(tf.sub(x, expected)), [0, 1, 2]), 24 - 1));
  });

  test('gradients', () => {
    const {x, scale, offset} = inputs();
    const gradients = (f: (x: tf.Tensor4D, scale: tf.Tensor1D, offset: tf.Tensor1D) => tf.Tensor4D) =>
      tf.grads((x, scale, offset) => weigh(f(x as tf.Tensor4D, scale as tf.Tensor1D, offset as tf.Tensor1D)))([
        x,
        scale,
        offset,
      ]);
    const actual = gradients((x, scale, offset) => batchNormTraining({x, scale, offset}).y);
    const expected = gradients((x, scale, offset) => byDefinition(x, scale, offset, 1e-5));
    actual.forEach((gradient, i) => {
      close(gradient, expected[i]!);
    });
  });

  test('leaves nothing behind but its three outputs', () => {
    const {x, scale, offset} = inputs();
    const before = tf.memory().numTensors;
    const {y, mean, variance} = batchNormTraining({x, scale, offset});
    expect(tf.memory().numTensors).toBe(before + 3);
    tf.tidy(() => void batchNormTraining({x, scale, offset}));
    expect(tf.memory().numTensors).toBe(before + 3);
    tf.dispose([y, mean, variance]);
  });

  test('one value a channel has no variance', () => {
    const x = tf.zeros([1, 1, 1, 2]) as tf.Tensor4D;
    expect(() => batchNormTraining({...inputs(), x})).toThrow(expect.objectContaining({code: 'BATCH_TOO_SMALL'}));
  });
});

describe('on a backend with the kernels', () => {
  afterEach(() => {
    tf.unregisterKernel('BatchNormTraining', 'cpu');
    tf.unregisterKernel('BatchNormTrainingGrad', 'cpu');
  });

  test('runs them, and hands the forward one’s reserved outputs to the backward one', () => {
    const constant = (value: number, like: tf.TensorInfo) => tf.fill(like.shape, value);
    tf.registerKernel({
      kernelName: 'BatchNormTraining',
      backendName: 'cpu',
      kernelFunc: ({inputs: {x, scale}, attrs}) => [
        constant(attrs!.epsilon as number, x!),
        ...[1, 2, 3, 4, 5].map(value => constant(value, scale!)),
      ],
    });
    tf.registerKernel({
      kernelName: 'BatchNormTrainingGrad',
      backendName: 'cpu',
      kernelFunc: ({inputs, attrs}) => {
        const {dy, x, scale, r1, r2, r3} = inputs as Record<string, tf.Tensor>;
        const reserved = [r1!, r2!, r3!].map(tensor => tensor.dataSync()[0]);
        expect(reserved).toEqual([3, 4, 5]);
        expect(attrs).toEqual({epsilon: 0.5});
        return [tf.mul(dy!, x!), tf.mul(scale!, 10), tf.mul(scale!, 100)];
      },
    });
    const {x, scale, offset} = inputs();
    const {y, mean, variance} = batchNormTraining({x, scale, offset}, {epsilon: 0.5});
    expect([y, mean, variance].map(tensor => tensor.dataSync()[0])).toEqual([0.5, 1, 2]);
    const [dx, dscale, doffset] = tf.grads((x, scale, offset) => {
      const {y} = batchNormTraining(
        {x: x as tf.Tensor4D, scale: scale as tf.Tensor1D, offset: offset as tf.Tensor1D},
        {epsilon: 0.5},
      );
      return tf.sum(tf.mul(y, 2)) as tf.Scalar;
    })([x, scale, offset]);
    close(dx!, tf.mul(x, 2));
    close(dscale!, tf.mul(scale, 10));
    close(doffset!, tf.mul(scale, 100));
  });
});
