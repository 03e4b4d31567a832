import * as tfl from '@tensorflow/tfjs-layers';
import type {WeightInitializer} from '../initializers/weight-initializer.js';
import {conv} from './conv.js';
import {relu} from './elementwise.js';

/** How squeeze-and-excitation is made. */
export interface SqueezeExcitationOptions {
  /** How many times fewer channels are between its two layers. Default 16. */
  reduction?: number;
  /** Default PyTorch's, seed 0. */
  initializer?: WeightInitializer;
  /** Prefix of its layers, as `layer1.0.se`. */
  name: string;
}

/**
 * Scales each channel by a share from 0 to 1 that follows from the means of all channels (Hu et al. 2018,
 * "Squeeze-and-Excitation Networks"): any `[batch, height, width, channels]`. Its layers are the biased 1x1
 * convolutions `fc1`, to {@link squeezedChannels}, and `fc2`, as timm has them.
 */
export function squeezeExcitation(
  x: tfl.SymbolicTensor,
  {reduction = 16, initializer, name}: SqueezeExcitationOptions,
): tfl.SymbolicTensor {
  const channels = x.shape[3]!;
  const pointwise = {kernelSize: 1, bias: true, ...(initializer && {initializer})};
  const means = tfl.layers.globalAveragePooling2d({name: `${name}.squeeze`}).apply(x);
  let y = tfl.layers
    .reshape({targetShape: [1, 1, channels], name: `${name}.reshape`})
    .apply(means) as tfl.SymbolicTensor;
  y = conv(y, {...pointwise, filters: squeezedChannels(channels, reduction), name: `${name}.fc1`});
  y = relu(y, {name: `${name}.relu`});
  y = conv(y, {...pointwise, filters: channels, name: `${name}.fc2`});
  const shares = tfl.layers.activation({activation: 'sigmoid', name: `${name}.sigmoid`}).apply(y);
  return tfl.layers.multiply({name: `${name}.scale`}).apply([x, shares as tfl.SymbolicTensor]) as tfl.SymbolicTensor;
}

/** Channels between the two layers: channels / reduction, rounded to a multiple of 8 as timm does, and at least 8. */
export function squeezedChannels(channels: number, reduction: number): number {
  return Math.max(8, Math.floor((channels / reduction + 4) / 8) * 8);
}
