import * as tf from '@tensorflow/tfjs';
import {beforeAll, describe, expect, test} from 'vitest';
import type {Binding} from '../binding/binding.js';
import {tensorflow} from '../engine.js';
import {groupedConv2dKernels} from './grouped-conv2d.js';

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

describe('grouped convolution and its gradients', () => {
  /** Groups, channels of each in and out, size, stride and padding. */
  const cases: [number, number, number, number, number, 'same' | 'valid'][] = [
    [32, 4, 4, 3, 1, 'same'],
    [32, 16, 16, 3, 2, 'valid'],
    [3, 2, 5, 3, 1, 'same'],
    [4, 3, 2, 1, 2, 'valid'],
    [8, 1, 1, 5, 1, 'same'],
    [2, 64, 64, 1, 1, 'same'],
  ];
  test.each(cases)(
    'of %i groups, %i to %i channels, size %i at stride %i, %s',
    (groups, inputs, outputs, size, strides, pad) =>
      expectEqual(() => {
        const x = numbers([2, 7, 6, groups * inputs], 1);
        const filter = numbers([size, size, inputs, groups * outputs], 2);
        const byGroup = (x: tf.Tensor, filter: tf.Tensor) => {
          const filters: tf.Tensor4D[] = tf.split(filter as tf.Tensor4D, groups, 3);
          const images: tf.Tensor4D[] = tf.split(x as tf.Tensor4D, groups, 3);
          return tf.concat(
            images.map((image, i) => tf.conv2d(image, filters[i]!, strides, pad)),
            3,
          );
        };
        const {value, grad} = forwardAndBackward(byGroup, [x, filter]);
        if (tf.getBackend() !== 'tensorflow') return [value, ...grad];
        const dy = numbers(value.shape, 9);
        const run = (kernel: string, tensors: tf.NamedTensorMap, shape: object) =>
          tf.engine().runKernel(kernel, tensors, {strides, pad, ...shape}) as tf.Tensor;
        return [
          run('GroupedConv2D', {x, filter}, {}),
          run('GroupedConv2DBackpropInput', {dy, filter}, {inputShape: x.shape}),
          run('GroupedConv2DBackpropFilter', {x, dy}, {filterShape: filter.shape}),
        ];
      }),
  );

  test('there are kernels for both gradients or for none of it', () => {
    const names = ['GroupedConv2D', 'GroupedConv2DBackpropInput', 'GroupedConv2DBackpropFilter'];
    const rejecting = {
      createTensor: () => 1,
      deleteTensor: () => {},
      executeOp: () => {
        throw new Error('Gradients for grouped convolutions are not supported');
      },
    } as unknown as Binding;
    expect(groupedConv2dKernels(rejecting)).toEqual([]);
    const accepting = {...rejecting, executeOp: () => [{id: 2, shape: [], dtype: 1}]} as unknown as Binding;
    expect(groupedConv2dKernels(accepting).map(({kernelName}) => kernelName)).toEqual(names);
  });
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

describe('random numbers', () => {
  const draw = (seed: [number, number], stream = 0, shape = [100, 100]) =>
    tf.tidy(() => {
      const inputs = {seed: tf.tensor1d(seed, 'int32')};
      return (tf.engine().runKernel('StatelessUniform', inputs, {shape, stream}) as tf.Tensor).dataSync();
    });

  test('are uniform in [0, 1)', () => {
    const values = [...draw([1, 2])].sort((a, b) => a - b);
    expect(values[0]).toBeGreaterThanOrEqual(0);
    expect(values.at(-1)).toBeLessThan(1);
    // Kolmogorov and Smirnov: a distance of 1.95 / sqrt(n) has a chance of 0.001; the seed is fixed.
    const distance = Math.max(...values.map((value, i) => Math.abs(value - (i + 0.5) / values.length)));
    expect(distance).toBeLessThan(0.0195);
  });

  test('follow from both values of the seed and from the stream', () => {
    const first = draw([1, 2], 3);
    expect(draw([1, 2], 3)).toEqual(first);
    for (const other of [
      draw([1, 3], 3),
      draw([2, 2], 3),
      draw([1, 2], 4),
      draw([-1, 2], 3),
      draw([1, 2], -(2 ** 31)),
    ]) {
      expect(other).not.toEqual(first);
    }
  });

  test('a seed of the host is refused where it would be frozen', async () => {
    const engine = await tensorflow();
    const seed = () => tf.engine().runKernel('RandomSeed', {}, {values: [7, 8]}) as tf.Tensor;
    expect([...seed().dataSync()]).toEqual([7, 8]);
    const step = engine.compile(() => [seed()], {variables: []});
    await expect(step.run()).rejects.toThrow(/make the seed an input of the step/);
    step.dispose();
  });
});

/** A function's value and its gradients, under an upstream gradient that is not all ones. */
function forwardAndBackward(f: (...inputs: tf.Tensor[]) => tf.Tensor, inputs: tf.Tensor[]) {
  const value = f(...inputs);
  return {value, grad: tf.grads(f)(inputs, numbers(value.shape, 9))};
}

test('bytes become float32 on the engine, and leave nothing else behind', async () => {
  await tensorflow();
  const bytes = Uint8Array.from({length: 256}, (_, i) => i);
  const before = tf.memory().numTensors;
  const x = tf.engine().runKernel('FromBytes', {}, {bytes, shape: [2, 8, 16, 1]}) as tf.Tensor;
  expect([x.dtype, x.shape]).toEqual(['float32', [2, 8, 16, 1]]);
  expect(await x.data()).toEqual(Float32Array.from(bytes));
  expect(tf.memory().numTensors).toBe(before + 1);
  const native = (tf.backend() as unknown as {binding: {getNumOfTensors(): number}}).binding;
  const held = native.getNumOfTensors();
  x.dispose();
  expect(native.getNumOfTensors()).toBe(held - 1);
  const short = () => tf.engine().runKernel('FromBytes', {}, {bytes, shape: [3]});
  expect(short).toThrow(expect.objectContaining({code: 'BAD_TENSOR'}));
});
