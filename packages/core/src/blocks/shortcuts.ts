import type * as tfl from '@tensorflow/tfjs-layers';
import type {WeightInitializer} from '../initializers/weight-initializer.js';
import {averagePool} from './average-pool.js';
import {batchNorm, type Norm} from './batch-norm.js';
import {conv} from './conv.js';
import {convNorm} from './conv-norm.js';
import {subsample} from './max-pool.js';
import {zeroPadChannels} from './zero-pad.js';

/** What a block tells its shortcut: the shape to reach, and how it makes its own convolutions. */
export interface ShortcutOptions {
  /** Channels of the block's output. */
  filters: number;
  /** How many times smaller the block's output is. */
  stride: number;
  norm?: Norm | false;
  bias?: boolean;
  initializer?: WeightInitializer;
  /** Prefix of the shortcut's layers, as `layer2.0.downsample`. */
  name: string;
}

/** The way around a block: from its input to a tensor of its output's shape, which is added to it. */
export type Shortcut = (x: tfl.SymbolicTensor, options: ShortcutOptions) => tfl.SymbolicTensor;

/** The input itself, for blocks that keep its shape. */
export const identity: Shortcut = x => x;

/**
 * Option A (He et al. 2016, "Deep Residual Learning"), without parameters: every second row and column of the input,
 * and zeros for the channels that it lacks, half of them before and half after.
 */
export const zeroPadded: Shortcut = (x, {filters, stride, name}) => {
  const smaller = stride === 1 ? x : subsample(x, {stride, name: `${name}.subsample`});
  return zeroPadChannels(smaller, {to: filters, name: `${name}.channels`});
};

/**
 * Option B: the input itself where the block keeps its shape, and where not {@link projectionEverywhere}.
 */
export const projection: Shortcut = whereShapeChanges((x, options) => projectionEverywhere(x, options));

/**
 * Option C: a 1x1 convolution with normalisation. Its layers are `downsample.0` and `downsample.1`, as torchvision
 * names them; without normalisation it is `downsample` alone.
 */
export const projectionEverywhere: Shortcut = (x, {norm = batchNorm, name, ...options}) => {
  const pointwise = {...options, kernelSize: 1, padding: 0};
  if (!norm) return conv(x, {...pointwise, name});
  return convNorm(x, {...pointwise, norm, name: `${name}.0`, normName: `${name}.1`});
};

/** A biased 1x1 convolution without normalisation, `downsample.0`, where the block changes the shape. */
export const biasedProjection: Shortcut = whereShapeChanges((x, {norm: _, name, ...options}) =>
  conv(x, {...options, kernelSize: 1, padding: 0, bias: true, name: `${name}.0`}),
);

/** A 3x3 convolution without bias, and normalisation, where the block changes the shape. */
export const wideProjection: Shortcut = whereShapeChanges((x, {name, ...options}) =>
  convNorm(x, {...options, kernelSize: 3, bias: false, name: `${name}.0`, normName: `${name}.1`}),
);

/**
 * Where the block changes the shape, an average of 2x2 values, `downsample.0`, before an unstrided 1x1 convolution
 * `downsample.1` with normalisation `downsample.2`: no value of the input is passed over (ResNet-D, He et al. 2019,
 * "Bag of Tricks"; names as in timm).
 */
export const averagedProjection: Shortcut = whereShapeChanges((x, {stride, name, ...options}) => {
  const smaller = stride === 1 ? x : averagePool(x, {size: 2, stride, padding: 'same', name: `${name}.0`});
  return convNorm(smaller, {...options, kernelSize: 1, padding: 0, name: `${name}.1`, normName: `${name}.2`});
});

function whereShapeChanges(change: Shortcut): Shortcut {
  return (x, options) => (options.stride === 1 && x.shape[3] === options.filters ? x : change(x, options));
}
