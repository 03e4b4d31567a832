import type * as tfl from '@tensorflow/tfjs-layers';
import {withDefaults} from './block-options.js';
import type {BottleneckBlockOptions} from './bottleneck-block.js';
import {conv} from './conv.js';
import {normRelu} from './norm-relu.js';
import {residualSum} from './residual-sum.js';

/**
 * The bottleneck block with normalisation and rectifier before each convolution, and nothing after the sum (He et al.
 * 2016, "Identity Mappings"). `[batch, h, w, in]` to `[batch, h / stride, w / stride, filters]`. Its layers are `bn1`,
 * `conv1`, `bn2`, `conv2`, `bn3`, `conv3`.
 *
 * @throws CoreError `SHAPE_MISMATCH` where the shortcut does not reach the block's shape.
 */
export function preactivationBottleneckBlock(
  x: tfl.SymbolicTensor,
  options: BottleneckBlockOptions,
): tfl.SymbolicTensor {
  const {filters, stride, norm, bias, groups, antiAlias, zeroInit, initializer, name, ...rest} = withDefaults(options);
  const {width = filters / 4, strideIn = '3x3', ...sum} = rest;
  const shared = {bias, initializer};
  const blur = antiAlias && stride > 1;
  const [first, second] = strideIn === '1x1' ? [stride, 1] : [1, stride];
  const strideOf = (stride: number) => (blur ? 1 : stride);
  const activated = normRelu(x, {norm, name: `${name}.bn1`});
  let y = conv(activated, {...shared, filters: width, kernelSize: 1, stride: strideOf(first), name: `${name}.conv1`});
  y = normRelu(y, {norm, blur: blur && first > 1, name: `${name}.bn2`});
  y = conv(y, {...shared, filters: width, groups, stride: strideOf(second), name: `${name}.conv2`});
  y = normRelu(y, {norm, zeroInit, blur: blur && second > 1, name: `${name}.bn3`});
  y = conv(y, {...shared, filters, kernelSize: 1, name: `${name}.conv3`});
  return residualSum(y, x, {...sum, activated, initializer, around: {filters, stride, norm: false, bias}, name});
}
