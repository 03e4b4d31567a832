import * as tfl from '@tensorflow/tfjs-layers';
import {isRectified} from './elementwise.js';
import {requireWindowFits} from './window.js';
import {zeroPad} from './zero-pad.js';

/** How max pooling is made. */
export interface MaxPoolOptions {
  /** Height and width of the window. */
  size: number;
  /** Default the size. */
  stride?: number;
  /** Rows and columns beyond every side, which never are the largest, as PyTorch counts them. Default 0. */
  padding?: number;
  name: string;
}

/**
 * Largest value of each window: `[batch, h, w, channels]` to `[batch, h', w', channels]`, where
 * h' = floor((h + 2 padding - size) / stride) + 1.
 *
 * @throws CoreError `INPUT_TOO_SMALL` where the window does not fit.
 */
export function maxPool(
  x: tfl.SymbolicTensor,
  {size, stride = size, padding = 0, name}: MaxPoolOptions,
): tfl.SymbolicTensor {
  requireWindowFits(x, {size, padding, name});
  if (padding === 0 || isRectified(x)) {
    return pool(zeroPad(x, {padding, name: `${name}.pad`}), {size, stride, padding: 'valid', name});
  }
  // TensorFlow pads strided windows asymmetrically, and zeros are larger than negative values: every window, then some.
  const all = pool(x, {size, stride: 1, padding: 'same', name: `${name}.all`});
  return subsample(all, {stride, name});
}

/** Every `stride`-th row and column: `[batch, h, w, channels]` to `[batch, ceil(h / stride), ceil(w / stride), channels]`. */
export function subsample(x: tfl.SymbolicTensor, {stride, name}: {stride: number; name: string}): tfl.SymbolicTensor {
  // Not a slice, which TF.js cannot differentiate with strides.
  return pool(x, {size: 1, stride, padding: 'valid', name});
}

function pool(
  x: tfl.SymbolicTensor,
  {size, stride, padding, name}: {size: number; stride: number; padding: 'valid' | 'same'; name: string},
): tfl.SymbolicTensor {
  return tfl.layers.maxPooling2d({poolSize: size, strides: stride, padding, name}).apply(x) as tfl.SymbolicTensor;
}
