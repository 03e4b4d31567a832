import {type BackendWasm, setWasmPaths} from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import {WebEngineError} from './errors.js';
import {registerTrainingKernels} from './kernels/register.js';

export async function wasm({paths}: {paths?: string} = {}): Promise<unknown> {
  if (paths !== undefined) setWasmPaths(paths);
  if (!(await tf.setBackend('wasm'))) throw new WebEngineError('LOAD_FAILED', '');
  registerTrainingKernels();
  return tf.backend() as BackendWasm;
}
