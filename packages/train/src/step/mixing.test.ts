import '../testing/backend.js';
import * as tf from '@tensorflow/tfjs-core';
import {describe, expect, test} from 'vitest';
import {crossEntropy} from '../losses/cross-entropy.js';
import {randomFrom} from '../random.js';
import {parity} from '../testing/parity.js';
import {drawMixture, type MixingOptions, type MixtureTensors, mixedResult, mixImages, requireMixing} from './mixing.js';

const shape = [3, 6, 8, 2];

/** What is drawn in the step of a number. */
function drawn(options: MixingOptions, step: number) {
  return tf.tidy(() => {
    const [partners, mask, share] = drawMixture(shape, options, randomFrom(1, step));
    return {partners: [...partners.dataSync()], mask: [...mask.dataSync()], share: share.dataSync()[0]!};
  });
}

const many = (options: MixingOptions) => Array.from({length: 300}, (_, step) => drawn(options, step));

/** Whether a mask leaves out nothing but one box. */
function isBox(mask: readonly number[]): boolean {
  const [height, width] = [shape[1]!, shape[2]!];
  const out = mask.flatMap((value, i) => (value === 0 ? [[Math.floor(i / width), i % width] as const] : []));
  if (!mask.every(value => value === 0 || value === 1)) return false;
  const [rows, columns] = [new Set(out.map(([row]) => row)), new Set(out.map(([, column]) => column))];
  return rows.size * columns.size === out.length && rows.size <= height && columns.size <= width;
}

describe('drawMixture', () => {
  test('mixup keeps the same share of every pixel and of the label', () => {
    const shares = many({mixup: 0.2}).map(({mask, share}) => {
      expect(new Set(mask)).toEqual(new Set([share]));
      return share;
    });
    expect(new Set(shares).size).toBeGreaterThan(250);
    expect(shares.filter(share => share > 0.1 && share < 0.9).length).toBeLessThan(150); // Beta(0.2, 0.2) is near 0 or 1
  });

  test('cutmix takes out a box, and keeps the share of the label that is left of the image', () => {
    const shares = many({cutmix: 1}).map(({mask, share}) => {
      expect(isBox(mask)).toBe(true);
      expect(share).toBeCloseTo(mask.reduce((sum, value) => sum + value, 0) / 48, 6);
      return share;
    });
    expect(new Set(shares).size).toBeGreaterThan(10);
  });

  test('with both, each has its turn', () => {
    const cut = many({mixup: 1, cutmix: 1}).filter(({mask}) => isBox(mask)).length;
    expect(Math.abs(cut - 150)).toBeLessThan(4 * Math.sqrt(75));
  });

  test('mixes the share of the batches that is asked for', () => {
    const whole = many({mixup: 1, probability: 0.3}).filter(({mask, share}) => share === 1 && mask.every(m => m === 1));
    expect(Math.abs(whole.length - 210)).toBeLessThan(4 * Math.sqrt(300 * 0.21));
  });

  test('follows from seed and step', () => {
    expect(drawn({mixup: 1}, 5)).toEqual(drawn({mixup: 1}, 5));
    expect(drawn({mixup: 1}, 5)).not.toEqual(drawn({mixup: 1}, 6));
  });
});

describe('mixImages', () => {
  test('puts into each image what its partner has where the mask says', () => {
    const x = tf.tensor4d([1, 2, 3, 4, 10, 20, 30, 40], [2, 2, 2, 1]);
    const mixture: MixtureTensors = [
      tf.tensor2d([[1], [0]], [2, 1], 'int32'),
      tf.tensor4d([1, 0, 0.25, 1], [1, 2, 2, 1]),
      tf.scalar(1),
    ];
    expect([...mixImages(x, mixture).dataSync()]).toEqual([1, 20, 23.25, 4, 10, 2, 9.75, 40]);
  });
});

describe('mixedResult', () => {
  test('gives loss and gradient of mixed labels, as PyTorch', () => {
    interface Losses {
      logits: number[][];
      labels: number[];
      mixup07: {loss: number; grad: number[][]};
    }
    const {logits, labels, mixup07} = parity<Losses>('losses');
    const mixture = [tf.tensor2d([1, 2, 3, 0], [4, 1], 'int32'), tf.scalar(0), tf.scalar(0.7)] as MixtureTensors;
    const y = tf.tensor1d(labels, 'int32');
    const loss = (x: tf.Tensor) => mixedResult(x as tf.Tensor2D, y, {loss: crossEntropy, mixture}).loss;
    const {value, grad} = tf.valueAndGrad(loss)(tf.tensor2d(logits));
    expect(value.dataSync()[0]).toBeCloseTo(mixup07.loss, 6);
    for (const [i, slope] of grad.dataSync().entries()) expect(slope).toBeCloseTo(mixup07.grad.flat()[i]!, 6);
  });

  test('counts an answer by the share of its label', () => {
    const logits = tf.tensor2d([
      [2, 1, 0],
      [2, 1, 0],
      [0, 1, 2],
    ]);
    const mixture = [tf.tensor2d([1, 2, 0], [3, 1], 'int32'), tf.scalar(0), tf.scalar(0.75)] as MixtureTensors;
    // Answers 0, 0, 2: the first is right, the second of its partner, the third of neither.
    const {correct} = mixedResult(logits, tf.tensor1d([0, 1, 0], 'int32'), {loss: crossEntropy, mixture});
    expect(correct.dataSync()[0]).toBeCloseTo(1, 6);
  });
});

test.each<[MixingOptions, RegExp]>([
  [{}, /mixing to have mixup, cutmix or both, got neither/],
  [{mixup: 0}, /mixing.mixup to be a number above 0, got 0/],
  [{cutmix: Number.NaN}, /mixing.cutmix to be a number above 0, got NaN/],
  [{mixup: 1, probability: 1.5}, /mixing.probability to be from 0 to 1, got 1.5/],
])('%j is refused', (options, message) => {
  expect(() => requireMixing(options)).toThrow(
    expect.objectContaining({code: 'BAD_OPTION', message: expect.stringMatching(message)}),
  );
});
