import * as tf from '@tensorflow/tfjs-core';

/** Geometry of a {@link groupedConv2d}. */
export interface GroupedConv2DOptions {
  /** Height and width of a step. Default 1. */
  strides?: [number, number] | number;
  /** Default `valid`. */
  pad?: 'valid' | 'same';
  /** How many groups of equal size the channels fall into. */
  groups: number;
}

/**
 * Convolution in which each group of output channels sees its own group of input channels (Krizhevsky et al. 2012; Xie
 * et al. 2017, "ResNeXt").
 *
 * @param x `[batch, height, width, in]`
 * @param kernel `[kernelHeight, kernelWidth, in / groups, out]`: output channels in the order of their groups, as in
 *   PyTorch.
 * @returns `[batch, height', width', out]`
 */
export function groupedConv2d(
  x: tf.Tensor4D,
  kernel: tf.Tensor4D,
  {strides = 1, pad = 'valid', groups}: GroupedConv2DOptions,
): tf.Tensor4D {
  return tf.tidy(() => {
    const inputs: tf.Tensor4D[] = tf.split(x, groups, 3);
    const kernels: tf.Tensor4D[] = tf.split(kernel, groups, 3);
    const outputs = inputs.map((input, i) => tf.conv2d(input, kernels[i]!, strides, pad));
    return tf.concat(outputs, 3);
  });
}
