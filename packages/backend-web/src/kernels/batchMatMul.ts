import type {BackendWasm} from '@tensorflow/tfjs-backend-wasm';
import type {BatchMatMulAttrs, KernelFunc, TensorInfo} from '@tensorflow/tfjs-core';
import {compose, type Run} from './compose.js';

/**
 * Matrix product with transposes. Stock WASM multiplies transposed matrices by plain loops; here they are transposed
 * first and multiplied by the fast kernel for plain ones.
 *
 * @param stock The stock kernel.
 */
export function batchMatMul(stock: KernelFunc): KernelFunc {
  return ({inputs, attrs, backend}) => {
    const {a, b} = inputs as {a: TensorInfo; b: TensorInfo};
    const {transposeA, transposeB} = attrs as unknown as BatchMatMulAttrs;
    if (!transposeA && !transposeB) return stock({inputs, attrs: attrs!, backend});
    return compose(backend as BackendWasm, run => {
      const plain = {a: transposeA ? transpose(run, a) : a, b: transposeB ? transpose(run, b) : b};
      return stock({inputs: plain, attrs: {transposeA: false, transposeB: false}, backend}) as TensorInfo;
    });
  };
}

/** `[..., m, n]` to `[..., n, m]`. */
function transpose(run: Run, x: TensorInfo): TensorInfo {
  const rank = x.shape.length;
  const perm = [...x.shape.keys()];
  [perm[rank - 2], perm[rank - 1]] = [rank - 1, rank - 2];
  return run('Transpose', {x}, {perm});
}
