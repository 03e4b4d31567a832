import {backend_util, type Conv2DBackpropFilterAttrs, type KernelFunc, type TensorInfo} from '@tensorflow/tfjs-core';
import {nativeOf} from '../native/native.js';
import {windowOf} from '../native/window.js';
import {requireChannelsLast, requireFloat, requireShape} from './require.js';

/**
 * Gradient of a convolution with respect to its filter, which stock WASM lacks.
 *
 * Inputs: `x` `[batch, height, width, in]`, `dy` `[batch, outHeight, outWidth, out]`, float32. Output:
 * `[filterHeight, filterWidth, in, out]`.
 *
 * @throws WebEngineError `UNSUPPORTED` for images that are not NHWC, numbers other than float32, and a `dy` that is not of
 * the convolution's size.
 */
export const conv2dBackpropFilter: KernelFunc = ({inputs, attrs, backend}) => {
  const {x, dy} = inputs as {x: TensorInfo; dy: TensorInfo};
  const {strides, pad, dataFormat, dimRoundingMode, filterShape} = attrs as unknown as Conv2DBackpropFilterAttrs;
  requireChannelsLast('Conv2DBackpropFilter', dataFormat);
  const shape = x.shape as [number, number, number, number];
  const info = backend_util.computeConv2DInfo(shape, filterShape, strides, 1, pad, dimRoundingMode);
  requireFloat('Conv2DBackpropFilter', {x, dy});
  requireShape('Conv2DBackpropFilter', 'dy', dy, info.outShape);
  const native = nativeOf(backend);
  const filter = native.output(filterShape);
  const window = native.window(windowOf(info));
  native.run.filterGradient(window, native.address(x), native.address(dy), native.address(filter));
  return filter;
};
