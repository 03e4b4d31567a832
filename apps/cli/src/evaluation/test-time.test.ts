import {wasm} from '@residual/backend-web';
import {type Batch, type ByteImage, fiveCrop, flipPair, inMemory, random, resize, tenCrop} from '@residual/data';
import type {Model} from '@residual/train';
import * as tf from '@tensorflow/tfjs-core';
import {beforeAll, describe, expect, test} from 'vitest';
import {TEST_TIME, testTime} from './test-time.js';

beforeAll(async () => void (await wasm()));

/** Asks how light the upper left pixel is, and how light the image. */
const model: Model = {
  weights: [],
  outputShape: [null, 2],
  apply: x =>
    tf.div(tf.stack([tf.reshape(tf.slice(x, 0, [x.shape[0]!, 1, 1, 1]), [-1]), tf.mean(x, [1, 2, 3])], 1), 100),
};

/** Seven pixels become eight. */
const enlarged = (image: ByteImage) => resize({size: [8, 8]})(image, random(0));

const SIDE = 7;
const pixels = Uint8Array.from({length: 2 * SIDE * SIDE}, (_, i) => (i * 37) % 256);
const dataset = inMemory({data: pixels, shape: [SIDE, SIDE, 1], labels: [0, 1], classes: ['a', 'b']});

/** The logarithm of the mean of the probabilities that the model gives for these views. */
function expected(views: readonly {readonly data: Uint8Array}[]): number[] {
  const each = views.map(({data}) => {
    const logits = [data[0]!, data.reduce((a, b) => a + b) / data.length].map(value => Math.exp(value / 100));
    const total = logits[0]! + logits[1]!;
    return logits.map(value => value / total);
  });
  return [0, 1].map(c => Math.log(each.reduce((sum, p) => sum + p[c]!, 0) / views.length));
}

describe('test-time augmentation', () => {
  test.each(TEST_TIME)('%s: the mean over the views of each image', async kind => {
    const augmented = testTime(kind, {dataset, model});
    const {value: batch} = await augmented.dataset.batch(2)[Symbol.asyncIterator]().next();
    const {x, shape, y}: Batch = batch;
    expect([...y]).toEqual([0, 1]);
    const logits = tf.tidy(() => {
      const images = tf.tensor4d(x, shape, 'float32');
      return (augmented.model.apply(images, {training: false}) as tf.Tensor2D).arraySync();
    });
    for (const i of [0, 1]) {
      const data = pixels.subarray(i * SIDE * SIDE, (i + 1) * SIDE * SIDE);
      const image = {data, height: SIDE, width: SIDE, channels: 1};
      const views = {
        flip: () => flipPair(image),
        'five-crop': () => fiveCrop(enlarged(image), SIDE),
        'ten-crop': () => tenCrop(enlarged(image), SIDE),
      }[kind]();
      for (const [c, value] of expected(views).entries()) expect(logits[i]![c]).toBeCloseTo(value, 4);
    }
  });
});
