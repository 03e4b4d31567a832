import * as tf from '@tensorflow/tfjs-core';

/** Rows `[batch, classes]`, float32, with a 1 for each label. (TF.js's `oneHot` gives int32 on WASM, whatever it is asked for.) */
export function oneHot(labels: tf.Tensor1D, classes: number): tf.Tensor2D {
  return tf.cast(tf.oneHot(labels, classes), 'float32') as tf.Tensor2D;
}
