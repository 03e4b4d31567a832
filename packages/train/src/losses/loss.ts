import type * as tf from '@tensorflow/tfjs-core';

/** Mean loss of logits `[batch, classes]` against class indices `[batch]` (int32), made of recordable ops only. */
export type Loss = (logits: tf.Tensor2D, labels: tf.Tensor1D) => tf.Scalar;
