import {
  backend_util,
  type Conv2DBackpropInputAttrs,
  type KernelFunc,
  type TensorInfo,
  util,
} from '@tensorflow/tfjs-core';
import {nativeOf} from '../native/native.js';
import {windowOf} from '../native/window.js';
import {isFloat} from './require.js';

/**
 * Gradient of a convolution with respect to its input.
 *
 * Inputs: `dy` `[batch, outHeight, outWidth, out]`, `filter` `[filterHeight, filterWidth, in, out]`, float32. Output:
 * `[batch, height, width, in]`.
 *
 * @param stock The stock kernel, which goes on with images that are not NHWC, numbers that are not float32, and a `dy`
 *   larger than the convolution's output, of which it reads the top left.
 */
export function conv2dBackpropInput(stock: KernelFunc): KernelFunc {
  return ({inputs, attrs, backend}) => {
    const {dy, filter} = inputs as {dy: TensorInfo; filter: TensorInfo};
    const {strides, pad, dataFormat, dimRoundingMode, inputShape} = attrs as unknown as Conv2DBackpropInputAttrs;
    if (dataFormat !== 'NHWC' || !isFloat(dy, filter)) return stock({inputs, attrs: attrs!, backend});
    const shape = filter.shape as [number, number, number, number];
    const info = backend_util.computeConv2DInfo(inputShape, shape, strides, 1, pad, dimRoundingMode);
    if (!util.arraysEqual(dy.shape, info.outShape)) return stock({inputs, attrs: attrs!, backend});
    const native = nativeOf(backend);
    const dx = native.output(inputShape);
    const window = native.window(windowOf(info));
    native.run.inputGradient(window, native.address(dy), native.address(filter), native.address(dx));
    return dx;
  };
}
