import type * as tfl from '@tensorflow/tfjs-layers';
import type {Norm} from './batch-norm.js';
import {blurPool} from './blur-pool.js';
import {relu} from './elementwise.js';

/** What comes before a convolution in a pre-activation block. */
export interface NormReluOptions {
  norm: Norm | false;
  /** Starts the normalisation at a scale of 0. Default false. */
  zeroInit?: boolean;
  /** Halves height and width with a blur. Default false. */
  blur?: boolean;
  /** The normalisation layer's name. */
  name: string;
}

/** Normalisation and rectifier: `[batch, h, w, channels]` to the same, or half the height and width. */
export function normRelu(
  x: tfl.SymbolicTensor,
  {norm, zeroInit = false, blur = false, name}: NormReluOptions,
): tfl.SymbolicTensor {
  const y = relu(norm ? norm(x, {name, zeroInit}) : x, {name: `${name}.relu`});
  return blur ? blurPool(y, {name: `${name}.blur`}) : y;
}
