import * as tf from '@tensorflow/tfjs-core';
import {mergeGroups} from './merge-groups.js';

/** Geometry of a {@link groupedConv2d}. */
export interface GroupedConv2DOptions {
  /** Height and width of a step. Default 1. */
  strides?: [number, number] | number;
  /** Default `valid`. */
  pad?: 'valid' | 'same';
  /** How many groups of equal size the channels fall into. */
  groups: number;
}

/**
 * Convolution in which each group of output channels sees its own group of input channels (Krizhevsky et al. 2012; Xie
 * et al. 2017, "ResNeXt"). A backend that has the kernels `GroupedConv2D`, `GroupedConv2DBackpropInput` and
 * `GroupedConv2DBackpropFilter` runs them; elsewhere it is composed of a convolution for each group.
 *
 * @param x `[batch, height, width, in]`
 * @param kernel `[kernelHeight, kernelWidth, in / groups, out]`: output channels in the order of their groups, as in
 *   PyTorch.
 * @returns `[batch, height', width', out]`
 */
export function groupedConv2d(
  x: tf.Tensor4D,
  kernel: tf.Tensor4D,
  {strides = 1, pad = 'valid', groups}: GroupedConv2DOptions,
): tf.Tensor4D {
  if (!tf.getKernel('GroupedConv2D', tf.getBackend())) return composed(x, kernel, {strides, pad, groups});
  registerGradient();
  return tf.engine().runKernel('GroupedConv2D', {x, filter: kernel}, {strides, pad});
}

/** The gradient of the kernel, of which TF.js computes the parts that are asked for. */
function registerGradient(): void {
  if (tf.getGradient('GroupedConv2D')) return;
  tf.registerGradient({
    kernelName: 'GroupedConv2D',
    inputsToSave: ['x', 'filter'],
    gradFunc: (gradient, saved, attrs) => {
      const dy = gradient as tf.Tensor;
      const [x, filter] = saved as [tf.Tensor, tf.Tensor];
      const run = (kernel: string, inputs: tf.NamedTensorMap, shape: object): tf.Tensor =>
        tf.engine().runKernel(`GroupedConv2DBackprop${kernel}`, inputs, {...attrs, ...shape});
      return {
        x: () => run('Input', {dy, filter}, {inputShape: x.shape}),
        filter: () => run('Filter', {x, dy}, {filterShape: filter.shape}),
      };
    },
  });
}

/**
 * How many input channels a convolution shall have at least. Narrower ones waste the processor's vectors, as measured on
 * WASM for ResNeXt's shapes with 8 to 256 channels; plain JavaScript has none.
 */
const leastChannels = () => (tf.getBackend() === 'cpu' ? 1 : 32);

function composed(
  x: tf.Tensor4D,
  kernel: tf.Tensor4D,
  {strides, pad, groups}: Required<GroupedConv2DOptions>,
): tf.Tensor4D {
  return tf.tidy(() => {
    const merged = mergeGroups(kernel, {groups, channels: leastChannels()});
    // TF.js cannot differentiate a split into one.
    if (merged.groups === 1) return tf.conv2d(x, merged.kernel, strides, pad);
    const inputs: tf.Tensor4D[] = tf.split(x, merged.groups, 3);
    const kernels: tf.Tensor4D[] = tf.split(merged.kernel, merged.groups, 3);
    const outputs = inputs.map((input, i) => tf.conv2d(input, kernels[i]!, strides, pad));
    return tf.concat(outputs, 3);
  });
}
