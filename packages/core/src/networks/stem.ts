import type * as tfl from '@tensorflow/tfjs-layers';
import {batchNorm} from '../blocks/batch-norm.js';
import {conv} from '../blocks/conv.js';
import {convNormRelu} from '../blocks/conv-norm.js';
import {relu} from '../blocks/elementwise.js';
import {maxPool} from '../blocks/max-pool.js';
import type {WeightInitializer} from '../initializers/weight-initializer.js';
import type {ResolvedConfig} from './config.js';

type StemOptions = ResolvedConfig['stem'] & {initializer: WeightInitializer};

/** The layers before the first stage: `conv1`, `bn1`, `maxpool`. `[batch, h, w, in]` to `[batch, h', w', filters]`. */
export function stem(x: tfl.SymbolicTensor, {pool, ...options}: StemOptions): tfl.SymbolicTensor {
  const y = options.deep ? deepStem(x, options) : convolution(x, options);
  return pool ? maxPool(y, {...pool, name: 'maxpool'}) : y;
}

function convolution(x: tfl.SymbolicTensor, {norm, relu: rectifies, ...options}: StemOptions): tfl.SymbolicTensor {
  let y = conv(x, {...options, name: 'conv1'});
  if (norm) y = batchNorm(y, {name: 'bn1'});
  return rectifies ? relu(y, {name: 'conv1.relu'}) : y;
}

/** Three convolutions, numbered as the modules of timm's sequence. */
function deepStem(x: tfl.SymbolicTensor, {stride, filters, ...options}: StemOptions): tfl.SymbolicTensor {
  const narrow = {filters: Math.floor(filters / 2), bias: options.bias, initializer: options.initializer};
  const norm = options.norm && batchNorm;
  let y = convNormRelu(x, {...narrow, stride, norm, name: 'conv1.0', normName: 'conv1.1'});
  y = convNormRelu(y, {...narrow, norm, name: 'conv1.3', normName: 'conv1.4'});
  y = conv(y, {...narrow, filters, name: 'conv1.6'});
  if (options.norm) y = batchNorm(y, {name: 'bn1'});
  return options.relu ? relu(y, {name: 'conv1.relu'}) : y;
}
