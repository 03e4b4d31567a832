import type {BackendWasm} from '@tensorflow/tfjs-backend-wasm';
import {getKernel, type NamedTensorInfoMap, type TensorInfo} from '@tensorflow/tfjs-core';

/** Runs a kernel of the backend by name. Its output lives until the composition ends. */
export type Run = (kernelName: string, inputs: Record<string, TensorInfo> | TensorInfo[], attrs?: object) => TensorInfo;

/**
 * Builds a kernel out of other kernels: what `tidy` is for ops, below the level at which the engine counts tensors.
 * Every output of `run` is released at the end, but for the one that `body` returns.
 */
export function compose(backend: BackendWasm, body: (run: Run) => TensorInfo): TensorInfo {
  const outputs: TensorInfo[] = [];
  const run: Run = (kernelName, inputs, attrs = {}) => {
    const output = getKernel(kernelName, 'wasm').kernelFunc({
      inputs: inputs as NamedTensorInfoMap,
      backend,
      attrs: {...attrs},
    }) as TensorInfo;
    outputs.push(output);
    return output;
  };
  let result: TensorInfo | undefined;
  try {
    result = body(run);
    return result;
  } finally {
    for (const output of outputs) if (output !== result) backend.disposeData(output.dataId);
  }
}
