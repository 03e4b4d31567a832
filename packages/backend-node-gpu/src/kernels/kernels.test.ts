import * as tf from '@tensorflow/tfjs';
import {beforeAll, describe, expect, test} from 'vitest';
import {tensorflow} from '../engine.js';

beforeAll(async () => {
  await tensorflow();
});

/** Runs `compute` here and on TF.js's plain JavaScript, which is the judge, and compares; nothing may be left behind. */
async function expectEqual(compute: () => tf.Tensor[], tolerance = 1e-4): Promise<void> {
  const results = [];
  for (const backend of ['cpu', 'tensorflow']) {
    await tf.setBackend(backend);
    const before = tf.memory().numTensors;
    const tensors = tf.tidy(compute);
    results.push(tensors.map(tensor => ({shape: tensor.shape, data: [...tensor.dataSync()]})));
    tf.dispose(tensors);
    expect(tf.memory().numTensors, `tensors left on ${backend}`).toBe(before);
  }
  const [judge, ours] = results;
  ours!.forEach((result, i) => {
    expect(result.shape).toEqual(judge![i]!.shape);
    result.data.forEach((value, j) => {
      const expected = judge![i]!.data[j]!;
      expect(Math.abs(value - expected), `output ${i}, value ${j}: ${value}, not ${expected}`).toBeLessThan(
        tolerance * Math.max(1, Math.abs(expected)),
      );
    });
  });
}

/** Numbers that look random and are the same on each backend. */
function numbers(shape: number[], seed: number): tf.Tensor {
  const size = shape.reduce((product, dim) => product * dim, 1);
  return tf.tensor(
    Float32Array.from({length: size}, (_, i) => Math.sin(12.9898 * i + 78.233 * seed) * 1.3),
    shape,
  );
}

describe('convolution and its gradients', () => {
  const cases: [number, number, number | 'same' | 'valid', number[]][] = [
    [1, 1, 'valid', [2, 5, 5, 3]],
    [1, 2, 0, [2, 6, 5, 3]],
    [3, 1, 'same', [2, 6, 6, 3]],
    [3, 1, 1, [2, 6, 7, 3]],
    [3, 2, 1, [2, 7, 7, 3]],
    [3, 2, 1, [2, 8, 8, 3]],
    [3, 2, 'same', [2, 8, 8, 3]],
    [3, 1, 2, [1, 5, 5, 2]],
    [2, 2, 1, [1, 6, 6, 2]],
    [5, 1, 'valid', [2, 9, 9, 1]],
    [7, 2, 3, [1, 14, 15, 3]],
  ];
  test.each(cases)('of size %i at stride %i with padding %s', (size, stride, pad, shape) =>
    expectEqual(() => {
      const x = numbers(shape, 1) as tf.Tensor4D;
      const filter = numbers([size, size, shape[3]!, 4], 2) as tf.Tensor4D;
      const {value, grad} = forwardAndBackward(
        (a, b) => tf.conv2d(a as tf.Tensor4D, b as tf.Tensor4D, stride, pad),
        [x, filter],
      );
      return [value, ...grad];
    }),
  );

  test.each(['linear', 'relu', 'elu', 'prelu'] as const)('with bias and activation %s', activation =>
    expectEqual(() => {
      const x = numbers([2, 6, 6, 3], 1) as tf.Tensor4D;
      const filter = numbers([3, 3, 3, 4], 2) as tf.Tensor4D;
      const shared = {x, filter, strides: 1, pad: 'same' as const, activation};
      const preluActivationWeights = numbers([4], 5);
      const more = activation === 'prelu' ? {preluActivationWeights} : {};
      return [
        tf.fused.conv2d({...shared, ...more, bias: numbers([4], 3)}),
        tf.fused.conv2d({...shared, ...more, bias: numbers([1], 4)}),
      ];
    }),
  );
});

describe('max-pooling and its gradient', () => {
  const cases: [number, number, number | 'same' | 'valid', number[]][] = [
    [2, 2, 'valid', [2, 6, 6, 3]],
    [2, 2, 0, [2, 7, 7, 3]],
    [3, 2, 1, [2, 7, 7, 3]],
    [3, 2, 1, [1, 8, 8, 2]],
    [3, 2, 'same', [1, 8, 8, 2]],
    [3, 1, 1, [1, 5, 5, 2]],
  ];
  test.each(cases)('of size %i at stride %i with padding %s', (size, stride, pad, shape) =>
    expectEqual(() => {
      // All negative: a padding of zeros would show.
      const x = tf.sub(numbers(shape, 1), 5);
      const {value, grad} = forwardAndBackward(a => tf.maxPool(a as tf.Tensor4D, size, stride, pad), [x]);
      return [value, ...grad];
    }),
  );
});

describe('training batch norm', () => {
  const epsilon = 1e-5;
  const tensors = () => ({x: numbers([4, 3, 3, 5], 1), scale: numbers([5], 2), offset: numbers([5], 3)});

  /** By its definition, in plain operations. */
  function composed(x: tf.Tensor, scale: tf.Tensor, offset: tf.Tensor) {
    const {mean, variance} = tf.moments(x, [0, 1, 2]);
    return tf.add(tf.mul(tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, epsilon))), scale), offset);
  }

  test('normalises, and gives mean and unbiased variance', () =>
    expectEqual(() => {
      const {x, scale, offset} = tensors();
      if (tf.getBackend() === 'tensorflow') {
        const results = tf.engine().runKernel('BatchNormTraining', {x, scale, offset}, {epsilon}) as tf.Tensor[];
        return results.slice(0, 3);
      }
      const {mean, variance} = tf.moments(x, [0, 1, 2]);
      return [composed(x, scale, offset), mean, tf.mul(variance, 36 / 35)];
    }));

  test('has the gradients of its definition', () =>
    expectEqual(() => {
      const {x, scale, offset} = tensors();
      const dy = numbers(x.shape, 6);
      if (tf.getBackend() === 'tensorflow') {
        const engine = tf.engine();
        const [, , , r1, r2, r3] = engine.runKernel('BatchNormTraining', {x, scale, offset}, {epsilon}) as tf.Tensor[];
        const inputs = {dy, x, scale, r1: r1!, r2: r2!, r3: r3!};
        return engine.runKernel('BatchNormTrainingGrad', inputs, {epsilon}) as tf.Tensor[];
      }
      return tf.grads(composed)([x, scale, offset], dy);
    }));
});

test('cross entropy with integer labels gives each loss and its gradient', () =>
  expectEqual(() => {
    const logits = numbers([5, 4], 1) as tf.Tensor2D;
    const labels = tf.tensor1d([0, 3, 1, 1, 2], 'int32');
    if (tf.getBackend() === 'tensorflow') {
      return tf.engine().runKernel('SparseSoftmaxCrossEntropy', {logits, labels}) as tf.Tensor[];
    }
    const oneHot = tf.oneHot(labels, 4);
    return [tf.neg(tf.sum(tf.mul(oneHot, tf.logSoftmax(logits)), 1)), tf.sub(tf.softmax(logits), oneHot)];
  }));

test('the gradient of ReLU takes its input or its output', () =>
  expectEqual(() => {
    const x = numbers([3, 4], 1);
    const dy = numbers([3, 4], 2);
    if (tf.getBackend() !== 'tensorflow') return [tf.mul(dy, tf.step(x)), tf.mul(dy, tf.step(x))];
    const run = (y: tf.Tensor) => tf.engine().runKernel('ReluGrad', {dy, y}) as tf.Tensor;
    return [run(x), run(tf.relu(x))];
  }));

/** A function's value and its gradients, under an upstream gradient that is not all ones. */
function forwardAndBackward(f: (...inputs: tf.Tensor[]) => tf.Tensor, inputs: tf.Tensor[]) {
  const value = f(...inputs);
  return {value, grad: tf.grads(f)(inputs, numbers(value.shape, 9))};
}
