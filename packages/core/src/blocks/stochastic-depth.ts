import type * as tfl from '@tensorflow/tfjs-layers';
import {type DropoutOptions, randomLayer} from './dropout.js';

/**
 * Stochastic depth (Huang et al. 2016, "Deep Networks with Stochastic Depth"), for the end of a residual branch
 * `[batch, height, width, channels]`: training sets the whole branch to zero for a random share of the images, and
 * divides it by the share that is left for the others, as torchvision's `StochasticDepth` in mode `row`. It draws as
 * {@link dropout} does, and is saved as TF.js's Dropout with a noise shape, of which plain TF.js can run inference only.
 *
 * @throws CoreError `BAD_OPTION` for a rate that is not from 0 to below 1.
 */
export function stochasticDepth(x: tfl.SymbolicTensor, {rate, name}: DropoutOptions): tfl.SymbolicTensor {
  return randomLayer({rate, noiseShape: [null, 1, 1, 1], name}).apply(x) as tfl.SymbolicTensor;
}
