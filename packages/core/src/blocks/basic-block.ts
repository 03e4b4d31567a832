import type * as tfl from '@tensorflow/tfjs-layers';
import {type BlockOptions, withDefaults} from './block-options.js';
import {convNorm, convNormRelu} from './conv-norm.js';
import {relu} from './elementwise.js';
import {residualSum} from './residual-sum.js';

/**
 * Two 3x3 convolutions around which the input is carried: relu(shortcut(x) + norm(conv(relu(norm(conv(x))))))
 * (He et al. 2016, "Deep Residual Learning"). `[batch, h, w, in]` to `[batch, h / stride, w / stride, filters]`.
 * Its layers are `conv1`, `bn1`, `conv2`, `bn2` under its name.
 *
 * @throws CoreError `SHAPE_MISMATCH` where the shortcut does not reach the block's shape.
 */
export function basicBlock(x: tfl.SymbolicTensor, options: BlockOptions): tfl.SymbolicTensor {
  const {filters, stride, norm, bias, groups, antiAlias, zeroInit, initializer, name, ...sum} = withDefaults(options);
  const shared = {filters, norm, bias, groups, initializer};
  let y = convNormRelu(x, {...shared, stride, antiAlias, name: `${name}.conv1`, normName: `${name}.bn1`});
  y = convNorm(y, {...shared, zeroInit, name: `${name}.conv2`, normName: `${name}.bn2`});
  y = residualSum(y, x, {...sum, initializer, around: {filters, stride, norm, bias}, name});
  return relu(y, {name: `${name}.relu`});
}
