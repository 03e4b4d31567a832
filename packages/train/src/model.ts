import * as tf from '@tensorflow/tfjs-core';
import {TrainError} from './errors.js';

/** One weight of a model. A `LayerVariable` of TF.js layers is one. */
export interface Weight {
  /** Stable name, such as `rblock1.conv1/kernel`: the key in checkpoints. */
  readonly originalName: string;
  /** False for frozen weights and for running statistics. */
  readonly trainable: boolean;
  /** The `tf.Variable` that holds the value. */
  read(): tf.Tensor;
}

/** How a model is applied. */
export interface ApplyOptions {
  /** Whether by batch statistics and with dropout. */
  readonly training: boolean;
  /** What the random numbers of a training pass follow from: the run's seed and the step, int32 `[2]`. */
  readonly seed?: tf.Tensor1D;
}

/** What training asks of a layer. */
export interface ModelLayer {
  getClassName(): string;
  readonly layers?: readonly ModelLayer[];
}

/** What training asks of a model. A `tf.LayersModel` is one. */
export interface Model {
  /**
   * Maps images `[batch, height, width, channels]` to logits `[batch, classes]`. With `training` true it may assign
   * running statistics, which must be among `weights`.
   */
  apply(x: tf.Tensor, options: ApplyOptions): unknown;
  readonly weights: readonly Weight[];
  /** Where a layer of class `Dropout` is among them, a training pass gets a seed. */
  readonly layers?: readonly ModelLayer[];
  /** `[null, classes]`; where it is there, labels are checked against it. */
  readonly outputShape?: unknown;
}

/**
 * All weights of a model, keyed by their checkpoint names (`model/<originalName>`), trainable or not.
 *
 * @throws TrainError `BAD_MODEL` when two weights share a name or one is not a variable.
 */
export function modelVariables(model: Model): Map<string, tf.Variable> {
  const variables = new Map<string, tf.Variable>();
  for (const weight of model.weights) {
    const name = `model/${weight.originalName}`;
    const variable = weight.read();
    if (!(variable instanceof tf.Variable)) {
      throw new TrainError('BAD_MODEL', `expected weight '${weight.originalName}' to be held by a tf.Variable`);
    }
    if (variables.has(name)) {
      throw new TrainError(
        'BAD_MODEL',
        `two weights are named '${weight.originalName}'; give each layer its own name, so that checkpoints can tell them apart`,
      );
    }
    variables.set(name, variable);
  }
  return variables;
}

/**
 * The model's logits `[batch, classes]` for images `[batch, height, width, channels]`.
 *
 * @throws TrainError `BAD_MODEL` when the model gives anything else.
 */
export function logitsOf(model: Model, x: tf.Tensor, options: ApplyOptions): tf.Tensor2D {
  const output = model.apply(x, options);
  if (output instanceof tf.Tensor && output.rank === 2) return output as tf.Tensor2D;
  const got = output instanceof tf.Tensor ? `shape [${output.shape}]` : `${output}`;
  throw new TrainError('BAD_MODEL', `expected the model to return one tensor of logits [batch, classes], got ${got}`);
}

/** Number of classes that the model tells apart, if it says so. */
export function classCount({outputShape}: Model): number | undefined {
  const last: unknown = Array.isArray(outputShape) ? outputShape.at(-1) : undefined;
  return typeof last === 'number' ? last : undefined;
}

/** Whether a training pass draws random numbers, as dropout and stochastic depth do. */
export function isRandom({layers = []}: Pick<ModelLayer, 'layers'>): boolean {
  return layers.some(layer => layer.getClassName() === 'Dropout' || isRandom(layer));
}
