import type * as tfl from '@tensorflow/tfjs-layers';
import type {WeightInitializer} from '../initializers/weight-initializer.js';
import {batchNorm, type Norm} from './batch-norm.js';
import {convNorm} from './conv-norm.js';

/** What a block tells its shortcut: the shape to reach, and how it makes its own convolutions. */
export interface ShortcutOptions {
  /** Channels of the block's output. */
  filters: number;
  /** How many times smaller the block's output is. */
  stride: number;
  norm?: Norm | false;
  bias?: boolean;
  initializer?: WeightInitializer;
  /** The block's name. */
  name: string;
}

/** The way around a block: from its input to a tensor of its output's shape, which is added to it. */
export type Shortcut = (x: tfl.SymbolicTensor, options: ShortcutOptions) => tfl.SymbolicTensor;

/** The input itself, for blocks that keep its shape. */
export const identity: Shortcut = x => x;

/**
 * The input itself where the block keeps its shape, and a 1x1 convolution with normalisation where not: the paper's
 * option B (He et al. 2016, "Deep Residual Learning"). Its layers are `downsample.0` and `downsample.1`, as
 * torchvision names them.
 */
export const projection: Shortcut = (x, {filters, stride, norm = batchNorm, name, ...options}) => {
  if (stride === 1 && x.shape[3] === filters) return x;
  return convNorm(x, {
    ...options,
    filters,
    stride,
    norm,
    kernelSize: 1,
    padding: 0,
    name: `${name}.downsample.0`,
    normName: `${name}.downsample.1`,
  });
};
