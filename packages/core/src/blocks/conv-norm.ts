import type * as tfl from '@tensorflow/tfjs-layers';
import {batchNorm, type Norm} from './batch-norm.js';
import {type ConvOptions, conv} from './conv.js';
import {relu} from './elementwise.js';

/** A convolution and what normalises its output. */
export interface ConvNormOptions extends ConvOptions {
  /** Default {@link batchNorm}; `false` leaves it out. */
  norm?: Norm | false;
  /** Name of the normalisation layer: networks differ in how they number them. */
  normName: string;
}

/** Convolution and normalisation: `[batch, h, w, in]` to `[batch, h', w', filters]`. */
export function convNorm(
  x: tfl.SymbolicTensor,
  {norm = batchNorm, normName, ...options}: ConvNormOptions,
): tfl.SymbolicTensor {
  const y = conv(x, options);
  return norm ? norm(y, {name: normName}) : y;
}

/** Convolution, normalisation and rectifier: `[batch, h, w, in]` to `[batch, h', w', filters]`. */
export function convNormRelu(x: tfl.SymbolicTensor, options: ConvNormOptions): tfl.SymbolicTensor {
  return relu(convNorm(x, options), {name: `${options.name}.relu`});
}
