import * as tfl from '@tensorflow/tfjs-layers';
import {averagePool} from '../blocks/average-pool.js';
import {dropout as drop} from '../blocks/dropout.js';
import {flatten, linear} from '../blocks/linear.js';
import type {WeightInitializer} from '../initializers/weight-initializer.js';
import type {ResolvedConfig} from './config.js';

type HeadOptions = Pick<ResolvedConfig, 'averagePool' | 'dropout' | 'features'> & {
  classes: number;
  initializer: WeightInitializer;
};

/** The layers behind the last stage: `[batch, h, w, channels]` to logits `[batch, classes]`, or to features. */
export function head(
  x: tfl.SymbolicTensor,
  {averagePool: size, dropout, features, classes, initializer}: HeadOptions,
): tfl.SymbolicTensor {
  let y = size === 'global' ? globalAverage(x) : flatten(averagePool(x, {size, name: 'avgpool'}), {name: 'flatten'});
  if (features) return y;
  if (dropout > 0) y = drop(y, {rate: dropout, name: 'dropout'});
  return linear(y, {units: classes, initializer, name: 'fc'});
}

function globalAverage(x: tfl.SymbolicTensor): tfl.SymbolicTensor {
  return tfl.layers.globalAveragePooling2d({name: 'avgpool'}).apply(x) as tfl.SymbolicTensor;
}
