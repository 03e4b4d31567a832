import * as tfl from '@tensorflow/tfjs-layers';
import {type WeightInitializer, weightInitializer} from '../initializers/weight-initializer.js';

/** How a fully connected layer is made. */
export interface LinearOptions {
  /** Number of outputs. */
  units: number;
  /** Default PyTorch's, seed 0. */
  initializer?: WeightInitializer;
  /** The layer's name: its weights are `name.weight` and `name.bias` in PyTorch's terms. */
  name: string;
}

/** Fully connected layer with biases: `[batch, features]` to `[batch, units]`. */
export function linear(
  x: tfl.SymbolicTensor,
  {units, initializer = weightInitializer(), name}: LinearOptions,
): tfl.SymbolicTensor {
  const initial = initializer({name, fanIn: x.shape[1]!, fanOut: units, dense: true});
  const layer = tfl.layers.dense({units, kernelInitializer: initial.kernel, biasInitializer: initial.bias, name});
  return layer.apply(x) as tfl.SymbolicTensor;
}

/**
 * `[batch, height, width, channels]` to `[batch, channels * height * width]`, in PyTorch's channels-first order, so
 * that the weights of the linear layer behind it are PyTorch's but for a transpose.
 */
export function flatten(x: tfl.SymbolicTensor, {name}: {name: string}): tfl.SymbolicTensor {
  const channelsFirst = tfl.layers.permute({dims: [3, 1, 2], name: `${name}.permute`}).apply(x);
  return tfl.layers.flatten({name}).apply(channelsFirst) as tfl.SymbolicTensor;
}
