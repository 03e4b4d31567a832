import * as tfl from '@tensorflow/tfjs-layers';
import {type WeightInitializer, weightInitializer} from '../initializers/weight-initializer.js';
import {groupedConv2DLayer} from '../layers/grouped-conv2d.js';
import {requireWindowFits} from './window.js';
import {zeroPad} from './zero-pad.js';

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
  /** How many groups of equal size the channels fall into; each output group sees its own input group. Default 1. */
  groups?: number;
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
 * @throws CoreError `INPUT_TOO_SMALL` where the kernel does not fit, `BAD_OPTION` where the groups do not divide the
 * channels.
 */
export function conv(
  x: tfl.SymbolicTensor,
  {
    filters,
    kernelSize = 3,
    stride = 1,
    padding = Math.floor(kernelSize / 2),
    groups = 1,
    bias = false,
    initializer = weightInitializer(),
    name,
  }: ConvOptions,
): tfl.SymbolicTensor {
  requireWindowFits(x, {size: kernelSize, padding, name});
  const area = kernelSize * kernelSize;
  // The outputs of all groups are counted, as PyTorch does.
  const initial = initializer({name, fanIn: (area * x.shape[3]!) / groups, fanOut: area * filters});
  // TensorFlow pads asymmetrically at other strides, and is slow with explicit padding: there, zeros go in first.
  const keepsSize = stride === 1 && kernelSize === 2 * padding + 1;
  const args = {
    filters,
    kernelSize,
    strides: stride,
    padding: keepsSize ? ('same' as const) : ('valid' as const),
    useBias: bias,
    kernelInitializer: initial.kernel,
    biasInitializer: initial.bias,
    name,
  };
  const layer = groups === 1 ? tfl.layers.conv2d(args) : groupedConv2DLayer({...args, groups});
  return layer.apply(keepsSize ? x : zeroPad(x, {padding, name: `${name}.pad`})) as tfl.SymbolicTensor;
}
