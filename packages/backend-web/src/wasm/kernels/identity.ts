import type {BackendWasm} from '@tensorflow/tfjs-backend-wasm';
import type {CastAttrs, KernelFunc, TensorInfo} from '@tensorflow/tfjs-core';

/** A tensor's clone shares its numbers, as on the other backends. The stock kernel copies them. */
export const identity: KernelFunc = ({inputs, backend}) => share(inputs.x as TensorInfo, backend as BackendWasm);

/**
 * A cast to the type that a tensor has already shares its numbers too: the gradient of every rectifier has such a one.
 *
 * @param stock The stock kernel, for real casts.
 */
export function cast(stock: KernelFunc): KernelFunc {
  return ({inputs, attrs, backend}) => {
    const x = inputs.x as TensorInfo;
    const {dtype} = attrs as unknown as CastAttrs;
    return x.dtype === dtype ? share(x, backend as BackendWasm) : stock({inputs, attrs: attrs!, backend});
  };
}

function share({dataId, shape, dtype}: TensorInfo, backend: BackendWasm): TensorInfo {
  backend.incRef(dataId);
  return {dataId, shape, dtype};
}
