import * as tfl from '@tensorflow/tfjs-layers';
import {type WeightInitializer, weightInitializer} from '../initializers/weight-initializer.js';
import {requireWindowFits} from './window.js';

/** How a convolution is made. */
export interface ConvOptions {
  /** Number of output channels. */
  filters: number;
  /** Height and width of the kernel. Default 3. */
  kernelSize?: number;
  /** Default 1. */
  stride?: number;
  /** Zeros added on every side, as PyTorch counts them. By default what keeps the size at stride 1. */
  padding?: number;
  /** Whether a bias is added. Default false: batch norm follows. */
  bias?: boolean;
  /** Default PyTorch's, seed 0. */
  initializer?: WeightInitializer;
  /** The layer's name: its weights are `name.weight` and `name.bias` in PyTorch's terms. */
  name: string;
}

/**
 * Convolution with PyTorch's padding: `[batch, h, w, in]` to `[batch, h', w', filters]`, where
 * h' = floor((h + 2 padding - kernelSize) / stride) + 1.
 *
 * @throws CoreError `INPUT_TOO_SMALL` where the kernel does not fit.
 */
export function conv(
  x: tfl.SymbolicTensor,
  {
    filters,
    kernelSize = 3,
    stride = 1,
    padding = Math.floor(kernelSize / 2),
    bias = false,
    initializer = weightInitializer(),
    name,
  }: ConvOptions,
): tfl.SymbolicTensor {
  requireWindowFits(x, {size: kernelSize, padding, name});
  const initial = initializer({name, fanIn: kernelSize * kernelSize * x.shape[3]!});
  // TensorFlow pads asymmetrically at other strides, and is slow with explicit padding: there, zeros go in first.
  const keepsSize = stride === 1 && kernelSize === 2 * padding + 1;
  const layer = tfl.layers.conv2d({
    filters,
    kernelSize,
    strides: stride,
    padding: keepsSize ? 'same' : 'valid',
    useBias: bias,
    kernelInitializer: initial.kernel,
    biasInitializer: initial.bias,
    name,
  });
  return layer.apply(keepsSize ? x : zeroPad(x, {padding, name: `${name}.pad`})) as tfl.SymbolicTensor;
}

function zeroPad(x: tfl.SymbolicTensor, {padding, name}: {padding: number; name: string}): tfl.SymbolicTensor {
  if (padding === 0) return x;
  return tfl.layers
    .zeroPadding2d({
      padding: [
        [padding, padding],
        [padding, padding],
      ],
      name,
    })
    .apply(x) as tfl.SymbolicTensor;
}
