import * as tf from '@tensorflow/tfjs-core';
import {l2Norm} from '../ops/l2-norm.js';

/** All values that a layer makes of a batch, in figures. */
export interface LayerActivations {
  name: string;
  /** TF.js's name of the layer's class, as `Conv2D`. */
  type: string;
  mean: number;
  /** Standard deviation: the root of the mean square distance from the mean. */
  deviation: number;
  min: number;
  max: number;
  /** Share of the values that are 0: behind a rectifier, those that it held back. */
  zeros: number;
  /** Number of values that are infinite or not a number. The other figures are not finite then either. */
  nonFinite: number;
}

/** Reduces an output of any shape to its figures, in one read. */
export async function layerActivations(
  output: tf.Tensor,
  {name, type}: Pick<LayerActivations, 'name' | 'type'>,
): Promise<LayerActivations> {
  const figures = tf.tidy(() => {
    const mean = tf.mean(output);
    const deviation = tf.div(l2Norm(tf.sub(output, mean)), Math.sqrt(output.size));
    const zeros = tf.mean(tf.cast(tf.equal(output, 0), 'float32'));
    const nonFinite = tf.sum(tf.sub(1, tf.cast(tf.isFinite(output), 'float32')));
    return tf.stack([mean, deviation, tf.min(output), tf.max(output), zeros, nonFinite]);
  });
  const [mean, deviation, min, max, zeros, nonFinite] = await figures.data();
  figures.dispose();
  return {name, type, mean: mean!, deviation: deviation!, min: min!, max: max!, zeros: zeros!, nonFinite: nonFinite!};
}
