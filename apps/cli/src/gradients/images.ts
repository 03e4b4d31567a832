import {type Batch, type Dataset, type Normalization, normalize} from '@residual/data';
import * as tf from '@tensorflow/tfjs-core';

/** Which images a network is shown. */
export interface ImagesOptions {
  readonly dataset: Dataset;
  readonly normalize: Normalization;
  /** Height and width to which they are resized; as they are if absent. */
  readonly size?: number | undefined;
  /** Images in a batch. */
  readonly batch: number;
  /** Number of batches. */
  readonly steps: number;
  /** Which images, and in which order. */
  readonly seed: number;
}

/** As many batches as there are steps; where the data set is too small for that, it is gone through again. */
export async function* images({
  dataset,
  normalize: constants,
  size,
  ...options
}: ImagesOptions): AsyncGenerator<Batch, void> {
  const {batch, steps, seed} = options;
  const batches = dataset
    .shuffle(seed)
    .map(normalize(constants))
    .batch(Math.min(batch, dataset.length), {dropLast: true});
  for (let step = 0; step < steps; ) {
    for await (const one of batches.epoch(Math.floor(step / batches.length))) {
      yield size === undefined ? one : await resize(one, size);
      if (++step === steps) return;
    }
  }
}

/** Bilinear, which keeps what is seen. */
async function resize(batch: Batch, size: number): Promise<Batch> {
  const {x, shape} = batch;
  const resized = tf.tidy(() => tf.image.resizeBilinear(tf.tensor4d(x, shape), [size, size]));
  const pixels = (await resized.data()) as Float32Array;
  resized.dispose();
  return {...batch, x: pixels, shape: [shape[0], size, size, shape[3]]};
}
