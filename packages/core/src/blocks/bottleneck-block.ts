import type * as tfl from '@tensorflow/tfjs-layers';
import {type BlockOptions, withDefaults} from './block-options.js';
import {convNorm, convNormRelu} from './conv-norm.js';
import {relu} from './elementwise.js';
import {residualSum} from './residual-sum.js';

/** How a bottleneck block is made. */
export interface BottleneckBlockOptions extends BlockOptions {
  /** Channels of the 3x3 convolution. Default a quarter of the output's. */
  width?: number;
  /**
   * Which convolution takes the stride: the 3x3, as torchvision has it ("v1.5"), or the first 1x1, as in the paper.
   * Default `3x3`.
   */
  strideIn?: '3x3' | '1x1';
}

/**
 * A 1x1 convolution to fewer channels, a 3x3 among them, and a 1x1 back, around which the input is carried (He et al.
 * 2016, "Deep Residual Learning"). `[batch, h, w, in]` to `[batch, h / stride, w / stride, filters]`. Its layers are
 * `conv1`, `bn1`, `conv2`, `bn2`, `conv3`, `bn3` under its name.
 *
 * @throws CoreError `SHAPE_MISMATCH` where the shortcut does not reach the block's shape.
 */
export function bottleneckBlock(x: tfl.SymbolicTensor, options: BottleneckBlockOptions): tfl.SymbolicTensor {
  const {filters, stride, norm, bias, groups, antiAlias, zeroInit, initializer, name, ...rest} = withDefaults(options);
  const {width = filters / 4, strideIn = '3x3', ...sum} = rest;
  const shared = {norm, bias, antiAlias, initializer};
  const [first, second] = strideIn === '1x1' ? [stride, 1] : [1, stride];
  const reduce = {filters: width, kernelSize: 1, stride: first, name: `${name}.conv1`, normName: `${name}.bn1`};
  const spatial = {filters: width, groups, stride: second, name: `${name}.conv2`, normName: `${name}.bn2`};
  const expand = {filters, kernelSize: 1, zeroInit, name: `${name}.conv3`, normName: `${name}.bn3`};
  let y = convNormRelu(x, {...shared, ...reduce});
  y = convNormRelu(y, {...shared, ...spatial});
  y = convNorm(y, {...shared, ...expand});
  y = residualSum(y, x, {...sum, initializer, around: {filters, stride, norm, bias}, name});
  return relu(y, {name: `${name}.relu`});
}
