import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import {beforeAll, describe, expect, test} from 'vitest';
import {seedFor} from './seed-for.js';
import {initializerNames, weightInitializer} from './weight-initializer.js';

beforeAll(() => tf.setBackend('cpu'));

const shape = [3, 3, 64, 32];
const layer = {name: 'layer1.0.conv1', fanIn: 3 * 3 * 64, fanOut: 3 * 3 * 32};

function statistics(values: Float32Array | Int32Array | Uint8Array): {
  mean: number;
  deviation: number;
  largest: number;
} {
  const numbers = Array.from(values);
  const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  const deviation = Math.sqrt(numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0) / numbers.length);
  return {mean, deviation, largest: Math.max(...numbers.map(Math.abs))};
}

test('pytorch: uniform in ±1/sqrt(fanIn), biases too', () => {
  const {kernel, bias} = weightInitializer()(layer);
  const bound = 1 / 24;
  for (const values of [kernel.apply(shape).dataSync(), bias.apply([20_000]).dataSync()]) {
    const {mean, deviation, largest} = statistics(values as Float32Array);
    expect(largest).toBeLessThanOrEqual(bound);
    expect(largest).toBeGreaterThan(0.999 * bound);
    expect(Math.abs(mean)).toBeLessThan(0.02 * bound);
    expect(deviation / (bound / Math.sqrt(3))).toBeCloseTo(1, 1.5);
  }
});

test.each([
  {scheme: 'he', fan: layer.fanIn},
  {scheme: 'he-fan-out', fan: layer.fanOut},
] as const)('$scheme: normal with a variance of 2/$fan, biases zero', ({scheme, fan}) => {
  const {kernel, bias} = weightInitializer({scheme})(layer);
  const expected = Math.sqrt(2 / fan);
  const {mean, deviation, largest} = statistics(kernel.apply(shape).dataSync() as Float32Array);
  expect(deviation / expected).toBeCloseTo(1, 1.5);
  expect(Math.abs(mean)).toBeLessThan(0.03 * expected);
  expect(largest).toBeGreaterThan(3 * expected);
  expect(bias.apply([3]).arraySync()).toEqual([0, 0, 0]);
});

test('he-fan-out: a fully connected layer starts as PyTorch has it, however few its outputs are', () => {
  const head = {name: 'fc', fanIn: 512, fanOut: 2, dense: true};
  const [ours, theirs] = (['he-fan-out', 'pytorch'] as const).map(scheme => {
    const {kernel, bias} = weightInitializer({scheme, seed: 3})(head);
    return [kernel.apply([512, 2]).dataSync(), bias.apply([2]).dataSync()];
  });
  expect(ours).toEqual(theirs);
  expect(Math.max(...ours![0]!)).toBeLessThan(1 / Math.sqrt(512));
});

test('xavier: uniform with a variance of 2/(fanIn + fanOut), biases zero', () => {
  const {kernel, bias} = weightInitializer({scheme: 'xavier'})(layer);
  const bound = Math.sqrt(6 / (layer.fanIn + layer.fanOut));
  const {mean, deviation, largest} = statistics(kernel.apply(shape).dataSync() as Float32Array);
  expect(largest).toBeLessThanOrEqual(bound);
  expect(Math.abs(mean)).toBeLessThan(0.02 * bound);
  expect(deviation / (bound / Math.sqrt(3))).toBeCloseTo(1, 1.5);
  expect(bias.apply([3]).arraySync()).toEqual([0, 0, 0]);
});

test('normal values are spread as they should be, in the tails too', () => {
  const {kernel} = weightInitializer({scheme: 'he'})({...layer, fanIn: 2});
  const values = Array.from(kernel.apply([1_000_000]).dataSync());
  const beyond = (bound: number) => values.filter(value => value > bound).length / values.length;
  for (const [bound, share] of [
    [-1, 0.841345],
    [0, 0.5],
    [0.2, 0.42074],
    [1, 0.158655],
    [2, 0.02275],
    [3, 0.00135],
    [3.5, 0.000233],
  ] as const) {
    const deviation = Math.sqrt((share * (1 - share)) / values.length);
    expect(Math.abs(beyond(bound) - share), `beyond ${bound}`).toBeLessThan(4 * deviation);
  }
});

describe('what the values depend on', () => {
  const first = (options: Parameters<typeof weightInitializer>[0], name = layer.name) =>
    Array.from(
      weightInitializer(options)({...layer, name})
        .kernel.apply([5])
        .dataSync(),
    );

  test.each(initializerNames)('%s: the seed and the layer’s name', scheme => {
    expect(first({scheme})).toEqual(first({scheme, seed: 0}));
    expect(first({scheme, seed: 1})).not.toEqual(first({scheme}));
    expect(first({scheme}, 'layer1.0.conv2')).not.toEqual(first({scheme}));
  });

  test('nothing else: these values hold on every engine, and in every version', () => {
    const expected = [0.031608097, 0.03253404, 0.00048996694, -0.023037013, -0.033222146];
    tf.test_util.expectArraysClose(first({seed: 42}), expected, 1e-7);
  });

  test('kernel and bias of a layer differ', () => {
    const {kernel, bias} = weightInitializer()(layer);
    expect(bias.apply([5]).arraySync()).not.toEqual(kernel.apply([5]).arraySync());
  });
});

test('seeds are integers from 1 to 2^32 - 1, and differ by seed and by name', () => {
  const seeds = new Set<number>();
  for (let seed = -500; seed < 500; seed++) {
    for (const name of ['conv1.weight', 'conv1.bias', 'conv2.weight']) seeds.add(seedFor(seed, name));
  }
  expect(seeds.size).toBe(3000);
  for (const seed of seeds) expect(Number.isInteger(seed) && seed > 0 && seed < 2 ** 32).toBe(true);
});
