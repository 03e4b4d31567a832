import type * as tfl from '@tensorflow/tfjs-layers';
import {averagePool} from './average-pool.js';
import {requireWindowFits} from './window.js';
import {zeroPad} from './zero-pad.js';

/**
 * Blur, then every second row and column: `[batch, h, w, channels]` to `[batch, ceil(h / 2), ceil(w / 2), channels]`.
 * The blur is the binomial of 3x3, [1 2 1] both ways over 16, with zeros beyond the borders (Zhang 2019, "Making
 * Convolutional Networks Shift-Invariant Again"). It has no weights: an average of 2x2 values of an average of 2x2
 * values. (timm's BlurPool2d reflects the image at its borders instead, so there the outermost values differ.)
 */
export function blurPool(x: tfl.SymbolicTensor, {name}: {name: string}): tfl.SymbolicTensor {
  requireWindowFits(x, {size: 3, padding: 1, name});
  const padded = zeroPad(x, {padding: 1, name: `${name}.pad`});
  const pairs = averagePool(padded, {size: 2, stride: 1, name: `${name}.pairs`});
  return averagePool(pairs, {size: 2, stride: 2, name});
}
