import type * as tfl from '@tensorflow/tfjs-layers';
import {type WeightInitializer, weightInitializer} from '../initializers/weight-initializer.js';
import {batchNorm, type Norm} from './batch-norm.js';
import {convNorm, convNormRelu} from './conv-norm.js';
import {add, relu} from './elementwise.js';
import {projection, type Shortcut} from './shortcuts.js';

/** How a basic block is made. */
export interface BasicBlockOptions {
  /** Number of output channels. */
  filters: number;
  /** Stride of the first convolution. Default 1. */
  stride?: number;
  /** Default {@link batchNorm}; `false` leaves it out. */
  norm?: Norm | false;
  /** Whether the convolutions have biases. Default false. */
  bias?: boolean;
  /** Default {@link projection}; `false` makes the plain twin, in which nothing is added. */
  shortcut?: Shortcut | false;
  /** Default PyTorch's, seed 0. */
  initializer?: WeightInitializer;
  /** Prefix of its layers: `name.conv1`, `name.bn1`, `name.conv2`, `name.bn2`. */
  name: string;
}

/**
 * Two 3x3 convolutions around which the input is carried: relu(shortcut(x) + norm(conv(relu(norm(conv(x))))))
 * (He et al. 2016, "Deep Residual Learning"). `[batch, h, w, in]` to `[batch, h / stride, w / stride, filters]`.
 *
 * @throws CoreError `SHAPE_MISMATCH` where the shortcut does not reach the block's shape.
 */
export function basicBlock(
  x: tfl.SymbolicTensor,
  {
    filters,
    stride = 1,
    norm = batchNorm,
    bias = false,
    shortcut = projection,
    initializer = weightInitializer(),
    name,
  }: BasicBlockOptions,
): tfl.SymbolicTensor {
  const shared = {filters, norm, bias, initializer};
  let y = convNormRelu(x, {...shared, stride, name: `${name}.conv1`, normName: `${name}.bn1`});
  y = convNorm(y, {...shared, name: `${name}.conv2`, normName: `${name}.bn2`});
  if (shortcut) y = add(y, shortcut(x, {...shared, stride, name}), {name: `${name}.add`});
  return relu(y, {name: `${name}.relu`});
}
