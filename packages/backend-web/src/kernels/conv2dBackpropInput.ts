import type {BackendWasm} from '@tensorflow/tfjs-backend-wasm';
import {backend_util, type Conv2DBackpropInputAttrs, type KernelFunc, type TensorInfo} from '@tensorflow/tfjs-core';
import {compose, type Run} from './compose.js';

/**
 * Gradient of a convolution with respect to its input: the forward convolution, which is fast, of `dy` spread out by
 * the strides with the filter flipped and its channels swapped.
 *
 * Inputs: `dy` `[batch, outHeight, outWidth, out]`, `filter` `[filterHeight, filterWidth, in, out]`, float32. Output:
 * `[batch, height, width, in]`.
 *
 * @param stock The stock kernel, for images that are not NHWC.
 */
export function conv2dBackpropInput(stock: KernelFunc): KernelFunc {
  return ({inputs, attrs, backend}) => {
    const {dy, filter} = inputs as {dy: TensorInfo; filter: TensorInfo};
    const {strides, pad, dataFormat, dimRoundingMode, inputShape} = attrs as unknown as Conv2DBackpropInputAttrs;
    if (dataFormat !== 'NHWC') return stock({inputs, attrs: attrs!, backend});
    const info = backend_util.computeConv2DInfo(
      inputShape,
      filter.shape as [number, number, number, number],
      strides,
      1,
      pad,
      dimRoundingMode,
    );
    return compose(backend as BackendWasm, run => {
      const flipped = run('Reverse', {x: filter}, {dims: [0, 1]});
      const swapped = run('Transpose', {x: flipped}, {perm: [0, 1, 3, 2]});
      const spread = frame(run, dilate(run, dy, info.strideHeight, info.strideWidth), info);
      return run(
        'Conv2D',
        {x: spread, filter: swapped},
        {
          strides: 1,
          pad: 'valid',
          dataFormat,
          dilations: 1,
          dimRoundingMode: undefined,
        },
      );
    });
  };
}

/** Puts `rows - 1` zeros after each row and `columns - 1` after each column. */
function dilate(run: Run, x: TensorInfo, rows: number, columns: number): TensorInfo {
  if (rows === 1 && columns === 1) return x;
  const [n, height, width, channels] = x.shape as [number, number, number, number];
  const pixels = run('Reshape', {x}, {shape: [n * height, width, 1, channels]});
  const wide = run(
    'PadV2',
    {x: pixels},
    {
      paddings: [
        [0, 0],
        [0, 0],
        [0, columns - 1],
        [0, 0],
      ],
      constantValue: 0,
    },
  );
  const lines = run('Reshape', {x: wide}, {shape: [n, height, 1, width * columns * channels]});
  const high = run(
    'PadV2',
    {x: lines},
    {
      paddings: [
        [0, 0],
        [0, 0],
        [0, rows - 1],
        [0, 0],
      ],
      constantValue: 0,
    },
  );
  return run('Reshape', {x: high}, {shape: [n, height * rows, width * columns, channels]});
}

/** Pads or crops `x` to what a valid convolution needs in order to give the input's size. */
function frame(run: Run, x: TensorInfo, info: backend_util.Conv2DInfo): TensorInfo {
  const [n, height, width, channels] = x.shape as [number, number, number, number];
  const top = info.filterHeight - 1 - info.padInfo.top;
  const left = info.filterWidth - 1 - info.padInfo.left;
  const bottom = info.inHeight + info.filterHeight - 1 - height - top;
  const right = info.inWidth + info.filterWidth - 1 - width - left;
  const crop = (side: number) => Math.max(0, -side);
  const extend = (side: number) => Math.max(0, side);
  const cropped = run(
    'Slice',
    {x},
    {
      begin: [0, crop(top), crop(left), 0],
      size: [n, height - crop(top) - crop(bottom), width - crop(left) - crop(right), channels],
    },
  );
  const paddings = [
    [0, 0],
    [extend(top), extend(bottom)],
    [extend(left), extend(right)],
    [0, 0],
  ];
  return run('PadV2', {x: cropped}, {paddings, constantValue: 0});
}
