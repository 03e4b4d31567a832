import {type WeightInitializer, weightInitializer} from '../initializers/weight-initializer.js';
import {batchNorm, type Norm} from './batch-norm.js';
import type {Shortcut} from './shortcuts.js';

/** What every residual block can be told; the options combine. */
export interface BlockOptions {
  /** Number of output channels. */
  filters: number;
  /** How many times smaller the output is. Default 1. */
  stride?: number;
  /** Default batchNorm; `false` leaves it out. */
  norm?: Norm | false;
  /** Whether the convolutions have biases. Default false. */
  bias?: boolean;
  /** Default projection; `false` makes the plain twin, in which nothing is added. */
  shortcut?: Shortcut | false;
  /** Groups of the 3x3 convolutions (ResNeXt, Xie et al. 2017). Default 1. */
  groups?: number;
  /** Rectifies the branch once more before the sum, as the second notebook does. Default false. */
  innerRelu?: boolean;
  /** Reduction of a squeeze-and-excitation at the end of the branch (Hu et al. 2018). Default none. */
  squeezeExcitation?: number;
  /** Share of the images for which training skips the branch (Huang et al. 2016). Default 0. */
  stochasticDepth?: number;
  /** Blurs before values are passed over (Zhang 2019). Default false. */
  antiAlias?: boolean;
  /** Starts the branch's last normalisation at a scale of 0, so that the block starts as its shortcut. Default false. */
  zeroInit?: boolean;
  /** Default PyTorch's, seed 0. */
  initializer?: WeightInitializer;
  /** Prefix of its layers, as `layer1.0`. */
  name: string;
}

type Defaulted = 'stride' | 'norm' | 'bias' | 'groups' | 'antiAlias' | 'zeroInit' | 'initializer';

/** The options with the defaults of what concerns the convolutions; those of the sum are the sum's. */
export function withDefaults<T extends BlockOptions>(options: T): T & Required<Pick<BlockOptions, Defaulted>> {
  return {
    ...{stride: 1, norm: batchNorm, bias: false, groups: 1, antiAlias: false, zeroInit: false},
    initializer: weightInitializer(),
    ...options,
  };
}
