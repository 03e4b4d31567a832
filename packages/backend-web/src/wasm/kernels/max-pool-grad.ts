import {backend_util, type KernelFunc, type MaxPoolGradAttrs, type TensorInfo} from '@tensorflow/tfjs-core';
import {nativeOf} from '../native/native.js';
import {windowOf} from '../native/window.js';
import {isFloat} from './require.js';

/**
 * Gradient of max-pooling. The stock kernel looks for each maximum again, number by number; this one compares four
 * channels at a time with the maxima that the forward pass found.
 *
 * Inputs: `dy` and `output` `[batch, outHeight, outWidth, channels]`, `input` `[batch, height, width, channels]`.
 * Output: like `input`.
 *
 * @param stock The stock kernel, which goes on with numbers that are not float32.
 */
export function maxPoolGrad(stock: KernelFunc): KernelFunc {
  return ({inputs, attrs, backend}) => {
    const {dy, input, output} = inputs as {dy: TensorInfo; input: TensorInfo; output: TensorInfo};
    const {filterSize, strides, pad, dimRoundingMode} = attrs as unknown as MaxPoolGradAttrs;
    if (!isFloat(dy, input, output)) return stock({inputs, attrs: attrs!, backend});
    const shape = input.shape as [number, number, number, number];
    const info = backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
    const native = nativeOf(backend);
    const dx = native.output(input.shape);
    const [x, y, gradient] = [native.address(input), native.address(output), native.address(dy)];
    native.run.maxPoolGradient(native.window(windowOf(info)), x, y, gradient, native.address(dx));
    return dx;
  };
}
