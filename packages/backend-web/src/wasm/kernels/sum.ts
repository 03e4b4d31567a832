import {type KernelFunc, type SumAttrs, type TensorInfo, util} from '@tensorflow/tfjs-core';
import {nativeOf} from '../native/native.js';
import {isFloat} from './require.js';

/**
 * Sum over axes. For leading axes (the gradient of a bias: everything but the channels) the stock kernel transposes
 * first; here the numbers are added up where they lie.
 *
 * @param stock The stock kernel, for all other axes and types.
 */
export function sum(stock: KernelFunc): KernelFunc {
  return ({inputs, attrs, backend}) => {
    const {x} = inputs as {x: TensorInfo};
    const {axis, keepDims} = attrs as unknown as SumAttrs;
    const axes = util.parseAxisParam(axis, x.shape).sort((a, b) => a - b);
    const leading = axes.length < x.shape.length && axes.every((axis, i) => axis === i);
    if (!leading || axes.length === 0 || !isFloat(x)) return stock({inputs, attrs: attrs!, backend});
    const rest = x.shape.slice(axes.length);
    const native = nativeOf(backend);
    const sums = native.output(keepDims ? [...axes.map(() => 1), ...rest] : rest);
    const rows = util.sizeFromShape(x.shape.slice(0, axes.length));
    native.run.columnSums(native.address(x), rows, util.sizeFromShape(rest), native.address(sums));
    return sums;
  };
}
