import * as tf from '@tensorflow/tfjs-core';
import type {Compiled} from './compile.js';
import {TrainError} from './errors.js';
import {nextTurn} from './turn.js';

/** Images with their labels, on the host. */
export interface Batch {
  /** Pixels in row-major `[batch, height, width, channels]` order. Bytes enter the model as 0 to 255, unscaled. */
  readonly x: Uint8Array | Float32Array;
  /** `[batch, height, width, channels]` */
  readonly shape: readonly number[];
  /** Class indices `[batch]`. */
  readonly y: Int32Array;
}

/** Batches that can be gone through again, in another order each epoch, and entered in the middle. */
export interface Batches extends AsyncIterable<Batch> {
  /** Number of batches. */
  readonly length: number;
  /** The batches of epoch `n` (from 0): shuffled and augmented anew, but always the same for one `n`. */
  epoch(n: number): Batches;
  /** The same batches without the first `batchIndex`. */
  from(batchIndex: number): AsyncIterable<Batch>;
}

/** What a step says of one batch. */
export interface BatchMetrics {
  /** Mean over the samples. */
  readonly loss: number;
  /** Number of samples whose largest logit is the right one. Where images are mixed, each of two answers counts by its share. */
  readonly correct: number;
  /** Logits `[batch, classes]`, of a step that gives them. */
  readonly logits?: Float32Array;
}

/** What a step takes beside the batch, and what the batch is checked against. */
export interface RunBatchOptions {
  /** Further inputs of the step, such as the learning rate. */
  scalars?: readonly number[];
  /** The inputs after these, for a batch of this shape. */
  draw?: (shape: readonly number[]) => tf.Tensor[];
  /** Number of classes, to check the labels against. */
  classes: number | undefined;
}

/**
 * Runs a compiled step on one batch and reads its loss and count of right answers back: one host read each, after the
 * step. Leaves no tensor behind, also when the step throws.
 *
 * @throws TrainError `BAD_BATCH`
 */
export async function runBatch(
  step: Compiled,
  batch: Batch,
  {scalars = [], draw = () => [], classes}: RunBatchOptions,
): Promise<BatchMetrics> {
  checkBatch(batch, classes);
  const inputs = [...batchTensors(batch), ...scalars.map(value => tf.scalar(value, 'float32')), ...draw(batch.shape)];
  try {
    return await readMetrics(await step.run(...inputs));
  } finally {
    tf.dispose(inputs);
    await nextTurn();
  }
}

/** A batch on the device: images, float32, and labels, int32. */
export function batchTensors({x, shape, y}: Batch): [x: tf.Tensor, y: tf.Tensor1D] {
  return [imagesOf(x, shape), tf.tensor1d(y, 'int32')];
}

/** Bytes cross as bytes to an engine that has a kernel for that, and are cast there; elsewhere they are cast before. */
function imagesOf(x: Batch['x'], shape: readonly number[]): tf.Tensor {
  if (x instanceof Uint8Array && tf.getKernel('FromBytes', tf.getBackend())) {
    return tf.engine().runKernel('FromBytes', {}, {bytes: x, shape: [...shape]}) as tf.Tensor;
  }
  return tf.tensor(x, [...shape], 'float32');
}

/** Reads what a step gave, and frees it. */
export async function readMetrics(outputs: tf.Tensor[]): Promise<BatchMetrics> {
  try {
    const [loss, correct, logits] = await Promise.all(outputs.map(output => output.data<'float32'>()));
    return {loss: loss![0]!, correct: correct![0]!, ...(logits && {logits})};
  } finally {
    tf.dispose(outputs);
  }
}

/** @throws TrainError `BAD_BATCH` when a batch does not hold what it says, or a label is out of range */
export function checkBatch({x, shape, y}: Batch, classes: number = Number.POSITIVE_INFINITY): void {
  const values = shape.reduce((product, size) => product * size, 1);
  if (y.length === 0) throw new TrainError('BAD_BATCH', 'expected at least one sample in a batch, got none');
  if (values !== x.length || shape[0] !== y.length) {
    throw new TrainError(
      'BAD_BATCH',
      `expected a batch of shape [${shape}] to hold ${values} values and ${shape[0]} labels, got ${x.length} and ${y.length}`,
    );
  }
  const wrong = y.find(label => label < 0 || label >= classes);
  if (wrong !== undefined) {
    throw new TrainError(
      'BAD_BATCH',
      `expected labels from 0 to ${classes - 1}, got ${wrong}; build the model with as many classes as the data has`,
    );
  }
}
