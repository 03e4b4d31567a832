import * as tfl from '@tensorflow/tfjs-layers';
import {linear} from '../blocks/linear.js';
import {CoreError} from '../errors.js';
import {type InitializerName, weightInitializer} from '../initializers/weight-initializer.js';

/** What the new head is like. */
export interface ReplaceHeadOptions {
  /** Number of logits. */
  classes: number;
  /** What its weights start from. Default `pytorch`. */
  initializer?: InitializerName;
  /** The same seed gives the same first weights. Default 0. */
  seed?: number;
}

/**
 * A model with a new last layer `fc` in the place of a network's own, or behind a network that ends with features.
 *
 * All other layers are shared, not copied: training one of the two models changes the other, and disposing of one takes
 * these layers from both. The old head stays in memory until the old model is disposed of.
 *
 * @returns A model from the same images to logits `[batch, classes]`.
 * @throws CoreError `BAD_OPTION`; `SHAPE_MISMATCH` for a model that ends with neither logits nor features.
 */
export function replaceHead(
  model: tfl.LayersModel,
  {classes, initializer: scheme = 'pytorch', seed = 0}: ReplaceHeadOptions,
): tfl.LayersModel {
  if (!Number.isSafeInteger(classes) || classes < 1) {
    throw new CoreError('BAD_OPTION', `classes: expected a positive integer, got ${classes}`);
  }
  const [output] = model.outputs;
  const last = output!.sourceLayer;
  const features = last.getClassName() === 'Dense' ? (last.input as tfl.SymbolicTensor) : output!;
  if (features.shape.length !== 2) {
    throw new CoreError(
      'SHAPE_MISMATCH',
      `${last.name}: expected features [batch, channels] for a head, got [${features.shape.join(', ')}]`,
    );
  }
  const initializer = weightInitializer({scheme, seed});
  const logits = linear(features, {units: classes, initializer, name: 'fc'});
  return tfl.model({inputs: model.inputs, outputs: logits, name: model.name});
}
