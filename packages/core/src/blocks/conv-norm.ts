import type * as tfl from '@tensorflow/tfjs-layers';
import {batchNorm, type Norm} from './batch-norm.js';
import {blurPool} from './blur-pool.js';
import {type ConvOptions, conv} from './conv.js';
import {relu} from './elementwise.js';

/** A convolution and what normalises its output. */
export interface ConvNormOptions extends ConvOptions {
  /** Default {@link batchNorm}; `false` leaves it out. */
  norm?: Norm | false;
  /** Starts the normalisation at a scale of 0. Default false. */
  zeroInit?: boolean;
  /** Name of the normalisation layer: networks differ in how they number them. */
  normName: string;
}

/** Convolution and normalisation: `[batch, h, w, in]` to `[batch, h', w', filters]`. */
export function convNorm(
  x: tfl.SymbolicTensor,
  {norm = batchNorm, zeroInit = false, normName, ...options}: ConvNormOptions,
): tfl.SymbolicTensor {
  const y = conv(x, options);
  return norm ? norm(y, {name: normName, zeroInit}) : y;
}

/**
 * Convolution, normalisation and rectifier: `[batch, h, w, in]` to `[batch, h', w', filters]`.
 *
 * @param options `antiAlias`: computes a strided convolution without its stride, and a blur takes it.
 */
export function convNormRelu(
  x: tfl.SymbolicTensor,
  {antiAlias = false, stride = 1, ...options}: ConvNormOptions & {antiAlias?: boolean},
): tfl.SymbolicTensor {
  const blurs = antiAlias && stride > 1;
  const y = relu(convNorm(x, {...options, stride: blurs ? 1 : stride}), {name: `${options.name}.relu`});
  return blurs ? blurPool(y, {name: `${options.name}.blur`}) : y;
}
