import '../testing/backend.js';
import * as tf from '@tensorflow/tfjs-core';
import {afterEach, describe, expect, test} from 'vitest';
import {type EmaOptions, emaOf, requireDecay} from './ema.js';

/** An average of one weight that begins at 0. */
function averaged(options: EmaOptions) {
  const weight = tf.tidy(() => tf.variable(tf.scalar(0)));
  const ema = emaOf(new Map([['model/w', weight]]), options);
  const mean = ema.named.get('ema/w')!;
  const follow = (values: readonly number[]) =>
    values.map((value, step) =>
      tf.tidy(() => {
        weight.assign(tf.scalar(value));
        ema.move(tf.scalar(step));
        return mean.dataSync()[0]!;
      }),
    );
  return {weight, ema, mean, follow};
}

const read = (variable: tf.Variable) => variable.dataSync()[0]!;

describe('emaOf', () => {
  afterEach(() => tf.disposeVariables());

  test.each<[string, EmaOptions, number[]]>([
    ['keeps a share of the average', {decay: 0.75}, [0.25, 0.4375, 0.578125]],
    // Kept: 1/10, 2/11, 3/12; then 0.25 is the limit.
    ['keeps less at first', {decay: 0.25, warmup: true}, [0.9, 1 - 0.1 * (2 / 11), 1 - 0.1 * (2 / 11) * 0.25]],
    ['keeps nothing', {decay: 0}, [1, 1, 1]],
  ])('%s', (_, options, expected) => {
    for (const [i, value] of averaged(options).follow([1, 1, 1]).entries()) expect(value).toBeCloseTo(expected[i]!, 6);
  });

  test('a weight that stays leaves its average where it is, bit for bit', () => {
    const {weight, ema, mean} = averaged({decay: 0.999});
    weight.assign(tf.scalar(0.1));
    mean.assign(tf.scalar(0.1));
    for (let i = 0; i < 100; i++) tf.tidy(() => ema.move(tf.scalar(i)));
    expect(read(mean)).toBe(Math.fround(0.1));
  });

  test('has tensors of its own from the start', () => {
    const {weight, mean} = averaged({decay: 0.5});
    expect(mean.dataId).not.toBe(weight.dataId);
  });

  test('stands in for the weights while work is done, also when it fails', async () => {
    const {weight, ema, mean, follow} = averaged({decay: 0.5});
    follow([1]);
    const before = tf.memory().numTensors;
    expect(await ema.during(async () => read(weight))).toBe(0.5);
    expect(read(weight)).toBe(1);
    await expect(ema.during(() => Promise.reject(new Error('no luck')))).rejects.toThrow('no luck');
    expect([read(weight), read(mean)]).toEqual([1, 0.5]);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('can be put into the weights for good', () => {
    const {weight, ema, follow} = averaged({decay: 0.5});
    follow([1]);
    ema.apply();
    ema.dispose();
    expect(read(weight)).toBe(0.5);
  });

  test.each([1, -0.1, Number.NaN])('a decay of %d is refused', decay => {
    expect(() => requireDecay({decay})).toThrow(
      expect.objectContaining({
        code: 'BAD_OPTION',
        message: `expected ema.decay to be from 0 to below 1, got ${decay}`,
      }),
    );
  });
});
