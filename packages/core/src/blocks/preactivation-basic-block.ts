import type * as tfl from '@tensorflow/tfjs-layers';
import {type BlockOptions, withDefaults} from './block-options.js';
import {conv} from './conv.js';
import {normRelu} from './norm-relu.js';
import {residualSum} from './residual-sum.js';

/**
 * The basic block with normalisation and rectifier before each convolution, and nothing after the sum (He et al. 2016,
 * "Identity Mappings"): a = relu(norm(x)); shortcut(a) + conv(relu(norm(conv(a)))), where an identity carries x itself.
 * `[batch, h, w, in]` to `[batch, h / stride, w / stride, filters]`. Its layers are `bn1`, `conv1`, `bn2`, `conv2`.
 *
 * @throws CoreError `SHAPE_MISMATCH` where the shortcut does not reach the block's shape.
 */
export function preactivationBasicBlock(x: tfl.SymbolicTensor, options: BlockOptions): tfl.SymbolicTensor {
  const {filters, stride, norm, bias, groups, antiAlias, zeroInit, initializer, name, ...sum} = withDefaults(options);
  const shared = {filters, bias, groups, initializer};
  const activated = normRelu(x, {norm, name: `${name}.bn1`});
  let y = conv(activated, {...shared, stride: antiAlias ? 1 : stride, name: `${name}.conv1`});
  y = normRelu(y, {norm, zeroInit, blur: antiAlias && stride > 1, name: `${name}.bn2`});
  y = conv(y, {...shared, name: `${name}.conv2`});
  return residualSum(y, x, {...sum, activated, initializer, around: {filters, stride, norm: false, bias}, name});
}
