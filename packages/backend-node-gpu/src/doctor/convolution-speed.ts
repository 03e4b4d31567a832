import * as tf from '@tensorflow/tfjs-core';

/** Height, width and channels of the maps: a middle stage of a residual network. */
const SIZE = 32;
const CHANNELS = 64;
const KERNEL = 3;

/** A timed pass should last this long, so that the clock and the call count for little. */
const PASS_SECONDS = 0.1;
const LARGEST_BATCH = 64;

type Tensors = [x: tf.Tensor, dy: tf.Tensor, filter: tf.Tensor];

/** How to measure. */
export interface ConvolutionSpeedOptions {
  /** For how long to repeat, in seconds. Default: 1. */
  readonly seconds?: number;
}

/**
 * Speed of a 3x3 convolution with 64 channels on 32x32 maps, forward and both gradients, on TF.js's current backend, in
 * GFLOP/s. A multiplication with its addition counts as two operations; the fastest of the repeated passes counts.
 *
 * @throws what the backend throws where it lacks a convolution's gradients, as plain WASM does.
 */
export async function convolutionSpeed({seconds = 1}: ConvolutionSpeedOptions = {}): Promise<number> {
  await timePass(1);
  const once = await timePass(1);
  const batch = Math.min(LARGEST_BATCH, Math.max(1, Math.round(PASS_SECONDS / once)));
  const end = performance.now() + seconds * 1000;
  let fastest = (await timePass(batch)) / batch;
  while (performance.now() < end) fastest = Math.min(fastest, (await timePass(batch)) / batch);
  const forward = 2 * SIZE * SIZE * CHANNELS * CHANNELS * KERNEL * KERNEL;
  return (3 * forward) / fastest / 1e9;
}

/** Seconds of a forward and backward pass over a batch, until its results can be read. */
async function timePass(batch: number): Promise<number> {
  const inputShape = [batch, SIZE, SIZE, CHANNELS] as const;
  const filterShape = [KERNEL, KERNEL, CHANNELS, CHANNELS] as const;
  const [x, dy, filter] = [inputShape, inputShape, filterShape].map(shape => tf.randomUniform([...shape])) as Tensors;
  await Promise.all([x.data(), dy.data(), filter.data()]);
  const call = (kernel: string, inputs: tf.NamedTensorMap, shapes = {}) => {
    const attributes = {strides: [1, 1], pad: 'same', dataFormat: 'NHWC', dilations: [1, 1], ...shapes};
    return tf.sum(tf.engine().runKernel(kernel, inputs, attributes) as tf.Tensor);
  };
  const start = performance.now();
  const results = tf.tidy(() => [
    call(tf.Conv2D, {x, filter}),
    call(tf.Conv2DBackpropInput, {dy, filter}, {inputShape}),
    call(tf.Conv2DBackpropFilter, {x, dy}, {filterShape}),
  ]);
  await Promise.all(results.map(result => result.data()));
  const time = (performance.now() - start) / 1000;
  tf.dispose([x, dy, filter, ...results]);
  return time;
}
