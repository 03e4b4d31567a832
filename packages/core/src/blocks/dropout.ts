import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import {CoreError} from '../errors.js';
import {seedFor} from '../initializers/seed-for.js';
import {randomSeed, statelessUniform} from '../ops/stateless-uniform.js';

/** How values are dropped. */
export interface DropoutOptions {
  /** Share of the values that training sets to zero, from 0 to below 1. */
  rate: number;
  name: string;
}

/**
 * Dropout (Srivastava et al. 2014), any shape: training sets a random share of the values to zero, and divides the
 * others by the share that is left. It is TF.js's own layer, and saved as such; only its training pass draws from
 * `seed`, an int32 tensor `[2]`, and the layer's name: `model.apply(x, {training: true, seed})`. Without a seed it draws
 * anew each time, which a compiled step refuses.
 *
 * @throws CoreError `BAD_OPTION` for another rate.
 */
export function dropout(x: tfl.SymbolicTensor, {rate, name}: DropoutOptions): tfl.SymbolicTensor {
  return randomLayer({rate, name}).apply(x) as tfl.SymbolicTensor;
}

/**
 * TF.js's dropout layer with a training pass that follows from a seed.
 *
 * @param options `noiseShape`: the shape of what is drawn, `null` where the input's size is to be taken.
 */
export function randomLayer({
  rate,
  noiseShape,
  name,
}: DropoutOptions & {noiseShape?: (number | null)[]}): tfl.layers.Layer {
  if (!(rate >= 0 && rate < 1)) {
    throw new CoreError('BAD_OPTION', `${name}: expected a rate from 0 to below 1, got ${rate}`);
  }
  const layer = tfl.layers.dropout({rate, ...(noiseShape && {noiseShape: noiseShape as number[]}), name});
  const infer = layer.call.bind(layer);
  const stream = seedFor(0, name) | 0;
  layer.call = (inputs, kwargs) => {
    if (!kwargs.training || rate === 0) return infer(inputs, kwargs);
    return tf.tidy(() => {
      const x = [inputs].flat()[0]!;
      const seed = (kwargs.seed as tf.Tensor1D | undefined) ?? randomSeed();
      const shape = noiseShape?.map((size, axis) => size ?? x.shape[axis]!) ?? x.shape;
      const kept = tf.cast(tf.greaterEqual(statelessUniform(shape, {seed, stream}), rate), 'float32');
      return tf.mul(x, tf.mul(kept, 1 / (1 - rate)));
    });
  };
  return layer;
}
