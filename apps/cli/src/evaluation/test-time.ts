import {type ByteImage, type Dataset, fiveCrop, flipPair, random, resize, type Sample, tenCrop} from '@residual/data';
import type {Model} from '@residual/train';
import * as tf from '@tensorflow/tfjs-core';

/** How an image is looked at several times: with left and right exchanged, or in crops. */
export const TEST_TIME = ['flip', 'five-crop', 'ten-crop'] as const;

export type TestTime = (typeof TEST_TIME)[number];

/** A crop of a network's size out of an image that is so much larger: 224 of 256 pixels. */
const ENLARGED = 8 / 7;

/** The views of an image, each of its size. */
const VIEWS: Readonly<Record<TestTime, (image: ByteImage) => ByteImage[]>> = {
  flip: flipPair,
  'five-crop': image => fiveCrop(enlarged(image), [image.height, image.width]),
  'ten-crop': image => tenCrop(enlarged(image), [image.height, image.width]),
};

const COUNTS: Readonly<Record<TestTime, number>> = {flip: 2, 'five-crop': 5, 'ten-crop': 10};

/** A network that takes the mean over the views of an image, and the images as such views. */
export interface Augmented {
  readonly dataset: Dataset;
  readonly model: Model;
}

/**
 * Test-time augmentation. The views of an image stand above one another as one image, `[views · height, width, channels]`; the
 * network gives the logarithm of the mean of their probabilities, so that whatever takes logits takes these.
 */
export function testTime(kind: TestTime, {dataset, model}: Augmented): Augmented {
  const [viewsOf, views] = [VIEWS[kind], COUNTS[kind]];
  return {dataset: dataset.map(sample => stacked(sample, viewsOf)), model: averaged(model, views)};
}

function averaged(model: Model, views: number): Model {
  return {
    weights: model.weights,
    outputShape: model.outputShape,
    apply(x, options) {
      const [batch, height, width, channels] = x.shape as [number, number, number, number];
      const each = tf.reshape(x, [batch * views, height / views, width, channels]);
      const probabilities = tf.softmax(model.apply(each, options) as tf.Tensor2D);
      const classes = probabilities.shape[1]!;
      const means = tf.mean(tf.reshape(probabilities, [batch, views, classes]), 1);
      return tf.log(tf.maximum(means, SMALLEST));
    },
  };
}

/** Logarithms of smaller probabilities would not be finite. */
const SMALLEST = 1e-30;

function stacked(
  {data, shape: [height, width, channels], label}: Sample,
  viewsOf: (image: ByteImage) => ByteImage[],
): Sample {
  const views = viewsOf({data: data as Uint8Array, height, width, channels});
  const all = new Uint8Array(views.length * data.length);
  for (const [i, view] of views.entries()) all.set(view.data, i * data.length);
  return {data: all, shape: [views.length * height, width, channels], label};
}

function enlarged(image: ByteImage): ByteImage {
  const size = [Math.round(image.height * ENLARGED), Math.round(image.width * ENLARGED)] as const;
  return resize({size})(image, random(0));
}
