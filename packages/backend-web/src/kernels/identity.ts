import type {BackendWasm} from '@tensorflow/tfjs-backend-wasm';
import type {KernelFunc, TensorInfo} from '@tensorflow/tfjs-core';

/** A tensor's clone shares its numbers, as on the other backends. The stock kernel copies them. */
export const identity: KernelFunc = ({inputs, backend}) => {
  const {dataId, shape, dtype} = inputs.x as TensorInfo;
  (backend as BackendWasm).incRef(dataId);
  return {dataId, shape, dtype};
};
