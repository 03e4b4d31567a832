import * as tf from '@tensorflow/tfjs-core';
import {TrainError} from '../errors.js';
import type {Random} from '../random.js';

/** A linear map along one axis: `weights` is row-major `[to, from]`, as `resampleMatrix` of `@residual/data` gives it. */
export interface AxisMap {
  readonly from: number;
  readonly to: number;
  readonly weights: Float32Array;
}

/** What happens to a batch of bytes on the engine, in this order, inside the step. */
export interface InputStageOptions {
  /** To another size, rounded to bytes after each axis. */
  resize?: {readonly rows: AxisMap; readonly columns: AxisMap};
  /** A random place of the image after so many pixels are added on each side, black or mirrored; in training only. */
  crop?: {readonly padding: number; readonly mode?: 'zero' | 'reflect'};
  /** How often left and right are exchanged, 0 to 1; in training only. */
  flip?: number;
  /** Pixels become `(pixel / 255 - mean) / std`; one value a channel. */
  normalize?: {readonly mean: readonly number[]; readonly std: readonly number[]};
}

/** Where the images of a batch are cropped, and which are flipped: int32 `[batch]` each. */
type Placement = readonly [top: tf.Tensor, left: tf.Tensor, flipped: tf.Tensor];

/** The input stage of a step. */
export interface InputStage {
  /** The options that are JSON, and the size after resizing: compared when a run is resumed. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** The shape of a batch behind the stage. */
  outputShape(shape: readonly number[]): number[];
  /** Number of tensors that `draw` gives: none where nothing is left to chance. */
  readonly drawCount: number;
  /** Draws the placement of a batch of this shape. */
  draw(shape: readonly number[], random: Random): tf.Tensor[];
  /** Pixels 0 to 255, float32 `[batch, height, width, channels]`, as the model takes them; without `drawn`, nothing random. */
  apply(x: tf.Tensor, drawn?: readonly tf.Tensor[]): tf.Tensor;
}

/**
 * Makes an input stage of recordable ops. It gives what the transforms of `@residual/data` give for the same numbers:
 * the same bits, but for resizing, which may differ by 1 of 255.
 *
 * @throws TrainError `BAD_OPTION`
 */
export function inputStage({resize, crop, flip = 0, normalize}: InputStageOptions): InputStage {
  const {padding = 0, mode = 'zero'} = crop ?? {};
  requireOptions({padding, flip});
  const isRandom = padding > 0 || flip > 0;
  return {
    settings: {
      ...(resize && {resize: [resize.rows.to, resize.columns.to]}),
      ...(crop && {crop: {padding, mode}}),
      flip,
      ...(normalize && {normalize}),
    },
    outputShape([batch, height, width, channels]) {
      return [batch!, resize?.rows.to ?? height!, resize?.columns.to ?? width!, channels!];
    },
    drawCount: isRandom ? 3 : 0,
    draw([batch], random) {
      if (!isRandom) return [];
      const drawn = (value: () => number): tf.Tensor => tf.tensor1d(Array.from({length: batch!}, value), 'int32');
      const offset = (): number => Math.floor(random() * (2 * padding + 1)) - padding;
      return [drawn(offset), drawn(offset), drawn(() => (random() < flip ? 1 : 0))];
    },
    apply(x, drawn = []) {
      let made = resize ? resizeImages(x as tf.Tensor4D, resize) : (x as tf.Tensor4D);
      if (drawn.length > 0) made = placeImages(made, drawn as unknown as Placement, mode);
      return normalize ? normalizeImages(made, normalize) : made;
    },
  };
}

function requireOptions({padding, flip}: {padding: number; flip: number}): void {
  if (!(Number.isInteger(padding) && padding >= 0)) {
    throw new TrainError('BAD_OPTION', `expected crop.padding to be a whole number from 0, got ${padding}`);
  }
  if (!(flip >= 0 && flip <= 1)) throw new TrainError('BAD_OPTION', `expected flip to be from 0 to 1, got ${flip}`);
}

function normalizeImages(x: tf.Tensor4D, {mean, std}: NonNullable<InputStageOptions['normalize']>): tf.Tensor4D {
  const channels = x.shape[3];
  if (mean.length !== channels || std.length !== channels) {
    const got = `${mean.length} and ${std.length}`;
    throw new TrainError(
      'BAD_OPTION',
      `expected as many values in normalize as images have channels, ${channels}, got ${got}`,
    );
  }
  return tf.div(tf.sub(tf.div(x, 255), tf.tensor1d([...mean])), tf.tensor1d([...std]));
}

function resizeImages(x: tf.Tensor4D, {rows, columns}: NonNullable<InputStageOptions['resize']>): tf.Tensor4D {
  const toBytes = (values: tf.Tensor): tf.Tensor4D => tf.clipByValue(tf.floor(tf.add(values, 0.5)), 0, 255);
  const wide = toBytes(alongColumns(x, tf.tensor4d(columns.weights, [1, 1, columns.to, columns.from])));
  return toBytes(alongRows(wide, tf.tensor3d(rows.weights, [1, rows.to, rows.from])));
}

/** Crops to the size that the images have, then flips: one pixel for each, by products with zeros and ones. */
function placeImages(x: tf.Tensor4D, [top, left, flipped]: Placement, mode: 'zero' | 'reflect'): tf.Tensor4D {
  const [batch, height, width] = x.shape;
  const positions = (length: number): tf.Tensor =>
    tf.tensor2d(
      Int32Array.from({length}, (_, i) => i),
      [1, length],
    );
  const column = (values: tf.Tensor): tf.Tensor => tf.reshape(values, [batch, 1]);
  const forwards = positions(width);
  const mirrored = tf.mul(column(flipped), tf.sub(width - 1, tf.mul(forwards, 2)));
  const rowAt = inside(tf.add(positions(height), column(top)), height, mode);
  const columnAt = inside(tf.add(tf.add(forwards, mirrored), column(left)), width, mode);
  const placed = alongRows(x, select(rowAt, height));
  return alongColumns(placed, tf.reshape(select(columnAt, width), [batch, 1, width, width]));
}

/** Positions beyond the border mirrored into the image; with zeros they stay, and select nothing. */
function inside(at: tf.Tensor, length: number, mode: 'zero' | 'reflect'): tf.Tensor {
  if (mode === 'zero') return at;
  return tf.sub(length - 1, tf.abs(tf.sub(length - 1, tf.abs(at))));
}

/** Float32 `[batch, to, from]`, 1 where an output takes its input. */
function select(at: tf.Tensor, length: number): tf.Tensor3D {
  const [batch, to] = at.shape as [number, number];
  const all = tf.tensor3d(
    Int32Array.from({length}, (_, i) => i),
    [1, 1, length],
  );
  return tf.cast(tf.equal(tf.reshape(at, [batch, to, 1]), all), 'float32') as tf.Tensor3D;
}

function alongRows(x: tf.Tensor4D, map: tf.Tensor): tf.Tensor4D {
  const [batch, height, width, channels] = x.shape;
  const rows = tf.matMul(map, tf.reshape(x, [batch, height, width * channels]));
  return tf.reshape(rows, [batch, rows.shape[1]!, width, channels]);
}

function alongColumns(x: tf.Tensor4D, map: tf.Tensor): tf.Tensor4D {
  return tf.matMul(map, x) as tf.Tensor4D;
}
