import type {BackendWasm} from '@tensorflow/tfjs-backend-wasm';
import {backend_util, type Conv2DBackpropFilterAttrs, type KernelFunc, type TensorInfo} from '@tensorflow/tfjs-core';
import {compose} from './compose.js';
import {requireChannelsLast} from './require.js';

/**
 * Gradient of a convolution with respect to its filter, which stock WASM lacks: for each position of the filter, the
 * input seen through it, `[pixels, in]`, transposed, times `dy`, `[pixels, out]`.
 *
 * Inputs: `x` `[batch, height, width, in]`, `dy` `[batch, outHeight, outWidth, out]`, float32. Output:
 * `[filterHeight, filterWidth, in, out]`.
 */
export const conv2dBackpropFilter: KernelFunc = ({inputs, attrs, backend}) => {
  const {x, dy} = inputs as {x: TensorInfo; dy: TensorInfo};
  const {strides, pad, dataFormat, dimRoundingMode, filterShape} = attrs as unknown as Conv2DBackpropFilterAttrs;
  requireChannelsLast('Conv2DBackpropFilter', dataFormat);
  const [filterHeight, filterWidth, inChannels, outChannels] = filterShape;
  const {batchSize, outHeight, outWidth, strideHeight, strideWidth, padInfo} = backend_util.computeConv2DInfo(
    x.shape as [number, number, number, number],
    filterShape,
    strides,
    1,
    pad,
    dimRoundingMode,
  );
  const {top, bottom, left, right} = padInfo;
  const pixels = batchSize * outHeight * outWidth;

  return compose(backend as BackendWasm, run => {
    const paddings = [
      [0, 0],
      [top, bottom],
      [left, right],
      [0, 0],
    ];
    const padded = run('PadV2', {x}, {paddings, constantValue: 0});
    const gradient = run('Reshape', {x: dy}, {shape: [1, pixels, outChannels]});
    const parts: TensorInfo[] = [];
    for (let row = 0; row < filterHeight; row++) {
      for (let column = 0; column < filterWidth; column++) {
        const seen = run(
          'StridedSlice',
          {x: padded},
          {
            begin: [0, row, column, 0],
            end: [
              batchSize,
              row + strideHeight * (outHeight - 1) + 1,
              column + strideWidth * (outWidth - 1) + 1,
              inChannels,
            ],
            strides: [1, strideHeight, strideWidth, 1],
            beginMask: 0,
            endMask: 0,
            ellipsisMask: 0,
            newAxisMask: 0,
            shrinkAxisMask: 0,
          },
        );
        const matrix = run('Reshape', {x: seen}, {shape: [1, pixels, inChannels]});
        parts.push(run('BatchMatMul', {a: matrix, b: gradient}, {transposeA: true, transposeB: false}));
      }
    }
    const all = run('Pack', parts, {axis: 0});
    return run('Reshape', {x: all}, {shape: filterShape});
  });
};
