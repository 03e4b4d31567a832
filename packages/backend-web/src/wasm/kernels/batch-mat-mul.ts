import {type BatchMatMulAttrs, type KernelFunc, type TensorInfo, util} from '@tensorflow/tfjs-core';
import {nativeOf} from '../native/native.js';
import type {Window} from '../native/window.js';
import {isFloat} from './require.js';

/**
 * Matrix product with one side transposed, as gradients need it. Stock WASM does these by plain loops. They are the
 * gradients of a 1x1 convolution, `filter[m, n]` over a row of pixels: `a^T b` that of the filter, `a b^T` that of the
 * input.
 *
 * Inputs: `a` `[..., m, k]`, `b` `[..., k, n]` (or with the last two axes swapped), float32. Output: `[..., m, n]`.
 *
 * @param stock The stock kernel, for all other products: plain ones are fast there, those with both sides transposed
 *   are rare.
 */
export function batchMatMul(stock: KernelFunc): KernelFunc {
  return ({inputs, attrs, backend}) => {
    const {a, b} = inputs as {a: TensorInfo; b: TensorInfo};
    const {transposeA, transposeB} = attrs as unknown as BatchMatMulAttrs;
    const [m, k] = matrixShape(a, transposeA);
    const [inner, n] = matrixShape(b, transposeB);
    const [batches, batchesB] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
    const ours = transposeA !== transposeB && k === inner && util.arraysEqual(batches, batchesB) && isFloat(a, b);
    if (!ours) return stock({inputs, attrs: attrs!, backend});

    const native = nativeOf(backend);
    const product = native.output([...batches, m, n]);
    const window = native.window(transposeA ? pixelRow(k, m, n) : pixelRow(m, n, k));
    for (let i = 0; i < util.sizeFromShape(batches); i++) {
      const atA = native.address(a) + i * m * k * 4;
      const atB = native.address(b) + i * k * n * 4;
      const at = native.address(product) + i * m * n * 4;
      if (transposeA) native.run.filterGradient(window, atA, atB, at);
      else native.run.inputGradient(window, atA, atB, at);
    }
    return product;
  };
}

function matrixShape({shape}: TensorInfo, transposed: boolean): [rows: number, columns: number] {
  const [rows, columns] = shape.slice(-2) as [number, number];
  return transposed ? [columns, rows] : [rows, columns];
}

/** A 1x1 convolution over one image that is a row of pixels. */
function pixelRow(pixels: number, channels: number, outChannels: number): Window {
  return {
    batch: 1,
    height: 1,
    width: pixels,
    channels,
    outHeight: 1,
    outWidth: pixels,
    outChannels,
    filterHeight: 1,
    filterWidth: 1,
    strideHeight: 1,
    strideWidth: 1,
    top: 0,
    left: 0,
  };
}
