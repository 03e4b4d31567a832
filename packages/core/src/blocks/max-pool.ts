import * as tfl from '@tensorflow/tfjs-layers';
import {requireWindowFits} from './window.js';

/** How max pooling is made. */
export interface MaxPoolOptions {
  /** Height and width of the window. */
  size: number;
  /** Default the size. */
  stride?: number;
  name: string;
}

/**
 * Largest value of each window, without padding: `[batch, h, w, channels]` to `[batch, h', w', channels]`, where
 * h' = floor((h - size) / stride) + 1.
 *
 * @throws CoreError `INPUT_TOO_SMALL` where the window does not fit.
 */
export function maxPool(x: tfl.SymbolicTensor, {size, stride = size, name}: MaxPoolOptions): tfl.SymbolicTensor {
  requireWindowFits(x, {size, name});
  const layer = tfl.layers.maxPooling2d({poolSize: size, strides: stride, padding: 'valid', name});
  return layer.apply(x) as tfl.SymbolicTensor;
}
