import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import {requireWindowFits} from './window.js';

/** How average pooling is made. */
export interface AveragePoolOptions {
  /** Height and width of the window. */
  size: number;
  /** Default the size. */
  stride?: number;
  /**
   * `valid` leaves out rows and columns over which no whole window fits. `same` lets windows reach beyond the borders,
   * and averages what is inside: with a size and a stride of 2 it is PyTorch's `AvgPool2d` with `ceil_mode=True` and
   * `count_include_pad=False`, by which timm's ResNet-D shrinks its shortcuts. Default `valid`.
   */
  padding?: 'valid' | 'same';
  name: string;
}

/**
 * Mean of each window: `[batch, h, w, channels]` to `[batch, h', w', channels]`, where h' is
 * floor((h - size) / stride) + 1 with padding `valid`, ceil(h / stride) with `same`.
 *
 * @throws CoreError `INPUT_TOO_SMALL` where padding is `valid` and the window does not fit.
 */
export function averagePool(
  x: tfl.SymbolicTensor,
  {size, stride = size, padding = 'valid', name}: AveragePoolOptions,
): tfl.SymbolicTensor {
  const beyond = [x.shape[1]!, x.shape[2]!].map(length => {
    const missing = Math.max(0, (Math.ceil(length / stride) - 1) * stride + size - length);
    return [Math.floor(missing / 2), Math.ceil(missing / 2)] as [number, number];
  }) as [[number, number], [number, number]];
  const allInside = padding === 'valid' || beyond.flat().every(side => side === 0);
  if (allInside) requireWindowFits(x, {size, name});

  const layer = tfl.layers.averagePooling2d({
    poolSize: size,
    strides: stride,
    padding: allInside ? 'valid' : 'same',
    name,
  });
  // Its gradient is wrong for windows that reach beyond the borders, except on TensorFlow.
  if (!allInside) layer.call = inputs => averageInside([inputs].flat()[0] as tf.Tensor4D, {size, stride, beyond});
  return layer.apply(x) as tfl.SymbolicTensor;
}

/** Mean of the values of each window that are inside the image, from poolings whose windows all are. */
function averageInside(
  x: tf.Tensor4D,
  {size, stride, beyond: [rows, columns]}: {size: number; stride: number; beyond: [number, number][]},
): tf.Tensor4D {
  const withZeros = (image: tf.Tensor4D) =>
    tf.avgPool(tf.pad(image, [[0, 0], rows!, columns!, [0, 0]]), size, stride, 0);
  return tf.tidy(() => tf.div(withZeros(x), withZeros(tf.ones([1, x.shape[1], x.shape[2], 1]))));
}
