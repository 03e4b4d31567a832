import '../testing/backend.js';
import * as tf from '@tensorflow/tfjs-core';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {decodeCheckpoint} from '../checkpoint/checkpoint.js';
import {memoryCheckpoints} from '../checkpoint/store.js';
import {type FitOptions, fit} from '../fit.js';
import {crossEntropy} from '../losses/cross-entropy.js';
import {adam} from '../optimizers/adam.js';
import {sgd} from '../optimizers/sgd.js';
import {constant} from '../schedules/constant.js';
import {collect, tensorCount, tinyData, tinyModel, tinyRun, weightsOf} from '../testing/tiny.js';
import {type LossScaleOptions, lossScaleOf, requireLossScale} from './loss-scale.js';

/** Gradients that fit, and some that do not. */
const [good, infinite, noNumber] = [
  [1, -2],
  [1, Number.NEGATIVE_INFINITY],
  [Number.NaN, 0],
];

beforeEach(() => tf.disposeVariables());
afterEach(() => tf.disposeVariables());

describe('lossScaleOf', () => {
  // By the rule of torch.amp.GradScaler: times 0.5 where a gradient is not finite, and the count of good steps begins
  // anew; times 2 after `interval` good ones in a row; never past the largest float32.
  test.each<[what: string, options: LossScaleOptions, gradients: number[][], scales: number[]]>([
    ['starts at 65536 and stays for long', {}, [good, good, good], [65_536, 65_536, 65_536]],
    ['halves where a gradient is infinite', {}, [infinite, infinite, good], [32_768, 16_384, 16_384]],
    ['halves where a gradient is not a number', {}, [noNumber, good], [32_768, 32_768]],
    ['doubles after so many good steps', {initial: 4, interval: 2}, [good, good, good, good, good], [4, 8, 8, 16, 16]],
    [
      'counts good steps in a row',
      {initial: 4, interval: 3},
      [good, good, infinite, good, good, good, good],
      [4, 4, 2, 2, 2, 4, 4],
    ],
    ['takes other factors', {initial: 8, growth: 3, backoff: 0.25, interval: 1}, [good, infinite], [24, 6]],
    ['stays where it would be infinite', {initial: 2 ** 127, interval: 1}, [good, infinite], [2 ** 127, 2 ** 126]],
  ])('%s', (_, options, gradients, scales) => {
    const scale = lossScaleOf(options);
    const seen = gradients.map((values, step) => {
      const taken = tf.tidy(() => {
        const {isTaken} = scale.settle([tf.scalar(1), tf.tensor1d(values)], tf.scalar(step));
        return isTaken!.dataSync()[0] === 1;
      });
      expect(taken).toBe(values === good);
      return scale.named.get('scale/value')!.dataSync()[0]!;
    });
    expect(seen).toEqual(scales);
  });

  test('multiplies the loss, and divides the gradients by the same', () => {
    for (const options of [{initial: 1024}, 1024]) {
      const scale = lossScaleOf(options);
      tf.tidy(() => {
        expect(scale.apply(tf.scalar(0.3)).dataSync()[0]).toBe(Math.fround(0.3) * 1024);
        const {gradients} = scale.settle([tf.tensor1d([1024, -1536]), tf.scalar(2 ** -20)], tf.scalar(0));
        expect(gradients.map(gradient => [...gradient.dataSync()])).toEqual([[1, -1.5], [2 ** -30]]);
      });
      scale.dispose();
    }
  });

  test('counts the steps that were taken', () => {
    const scale = lossScaleOf({});
    const counts = [infinite, good, infinite, good, good].map((values, step) =>
      tf.tidy(() => scale.settle([tf.tensor1d(values)], tf.scalar(step)).step.dataSync()[0]),
    );
    expect(counts).toEqual([0, 0, 1, 1, 2]);
  });

  test('a fixed scale has no state, and lets every step through', () => {
    const before = tensorCount();
    const scale = lossScaleOf(8);
    expect(scale.named.size).toBe(0);
    expect(tensorCount()).toBe(before);
    tf.tidy(() => {
      expect(scale.settle([tf.tensor1d(infinite)], tf.scalar(0)).isTaken).toBeUndefined();
    });
  });
});

test.each<[LossScaleOptions | number, RegExp]>([
  [0, /lossScale to be a number above 0, got 0/],
  [1e39, /lossScale to be a number above 0, got 1e\+39/],
  [{initial: Number.NaN}, /lossScale.initial to be a number above 0, got NaN/],
  [{growth: 1}, /lossScale.growth to be a number above 1, got 1/],
  [{backoff: 1}, /lossScale.backoff to be between 0 and 1, got 1/],
  [{interval: 1.5}, /lossScale.interval to be a whole number from 1, got 1.5/],
])('%j is refused', (options, message) => {
  expect(() => requireLossScale(options)).toThrow(
    expect.objectContaining({code: 'BAD_OPTION', message: expect.stringMatching(message)}),
  );
});

describe('a run with a scaled loss', () => {
  type Change = Partial<Omit<FitOptions, 'model'>> & {model?: ReturnType<typeof tinyModel>};

  /** A loss whose gradients overflow at the largest scales. */
  const steep: NonNullable<FitOptions['loss']> = (logits, labels) => tf.mul(crossEntropy(logits, labels), 64);

  /** Events, weights and the scale's variables of a run of 6 steps. */
  async function finish({model = tinyModel(), ...change}: Change) {
    const checkpoints = memoryCheckpoints();
    const run = {...tinyRun(), ...change, model, checkpoints};
    const events = await collect(fit(run));
    const {tensors} = decodeCheckpoint((await checkpoints.load('last'))!);
    const scale = (name: string) => Number(tensors[`scale/${name}`]?.data[0]);
    const losses = events.flatMap(event => (event.type === 'step' ? [event.loss] : []));
    return {losses, weights: weightsOf(run.model), value: scale('value'), skipped: scale('skipped')};
  }

  const options: [string, Change][] = [
    ['plain', {}],
    ['with clipping', {clip: {norm: 0.1}}],
    ['in parts', {accumulate: 2}],
    ['with an average', {ema: {decay: 0.9, warmup: true}}],
  ];
  test.each(options)('%s: equals one without, where nothing overflows', async (_, change) => {
    const plain = await finish(change);
    for (const lossScale of [{}, {initial: 2, interval: 1}, 4096]) {
      const {losses, weights} = await finish({...change, lossScale});
      for (const [i, loss] of losses.entries()) expect(loss).toBeCloseTo(plain.losses[i]!, 5);
      for (const [name, values] of Object.entries(weights)) {
        for (const [i, value] of values.entries()) expect(value).toBeCloseTo(plain.weights[name]![i]!, 5);
      }
    }
  });

  test('skips steps until the gradients fit, and trains on from there', async () => {
    const lossScale = {initial: 2 ** 127, backoff: 2 ** -5};
    const {losses, value, skipped} = await finish({loss: steep, schedule: constant(1e-3), lossScale, epochs: 4});
    expect(losses.every(Number.isFinite)).toBe(true);
    expect(skipped).toBeGreaterThan(0);
    expect(skipped).toBeLessThan(4);
    expect(value).toBe(2 ** (127 - 5 * skipped));
    expect(losses.at(-1)).toBeLessThan(losses[0]!);
  });

  // Everything overflows in the first epoch, of 3 steps.
  const overflow: LossScaleOptions = {initial: 2 ** 127, backoff: 1 - 2 ** -10};
  test.each(['sgd', 'adam'] as const)('%s: what is skipped moves running statistics alone', async name => {
    const optimizer = {sgd: sgd({momentum: 0.9, weightDecay: 0.1, dampening: 0.5}), adam: adam()}[name];
    const checkpoints = memoryCheckpoints();
    const model = tinyModel();
    const before = weightsOf(model);
    const run: FitOptions = {...tinyRun(), model, optimizer, loss: steep, checkpoints, epochs: 1};
    await collect(fit({...run, ema: {decay: 0.5}, lossScale: overflow}));
    const {tensors} = decodeCheckpoint((await checkpoints.load('last'))!);
    expect(tensors['scale/skipped']!.data[0]).toBe(3);
    for (const [key, tensor] of Object.entries(tensors)) {
      const weight = key.replace(/^(model|ema)\//, '');
      const initial = before[weight] ?? new Float32Array(tensor.data.length);
      const isMoved = key.startsWith('model/') && /moving_/.test(key);
      if (key.startsWith('scale/')) continue;
      if (isMoved) expect(tensor.data, key).not.toEqual(initial);
      else expect(tensor.data, key).toEqual(initial);
    }
  });

  test.each(['sgd', 'adam'] as const)('%s: its first step is the first that is taken', async name => {
    const optimizer = {sgd: sgd({momentum: 0.9, dampening: 0.5}), adam: adam()}[name];
    // One batch, the same in every epoch.
    const train = {...tinyData({sizes: [4]}), epoch: () => tinyData({sizes: [4]})};
    const run = {optimizer, train, loss: steep};
    const plain = await finish({...run, model: tinyModel({norm: false}), epochs: 1});
    const lossScale = {initial: 2 ** 127, backoff: 2 ** -60};
    const {weights, skipped} = await finish({...run, model: tinyModel({norm: false}), epochs: 2, lossScale});
    expect(skipped).toBe(1);
    for (const [key, values] of Object.entries(weights)) {
      for (const [i, value] of values.entries()) expect(value).toBeCloseTo(plain.weights[key]![i]!, 6);
    }
  });

  test('a fixed scale that is too large ends in an error', async () => {
    await expect(finish({loss: steep, lossScale: 3e38})).rejects.toThrow(expect.objectContaining({code: 'NOT_FINITE'}));
  });

  test('a loss that is not finite ends the run, scaled or not', async () => {
    const loss: FitOptions['loss'] = logits => tf.mul(tf.sum(logits), Number.NaN);
    await expect(finish({loss, lossScale: {}})).rejects.toThrow(expect.objectContaining({code: 'NOT_FINITE'}));
  });
});
