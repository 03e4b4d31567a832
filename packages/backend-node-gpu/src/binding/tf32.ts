import {isMainThread} from 'node:worker_threads';
import {EngineError} from '../errors.js';

/**
 * What cuBLAS and cuDNN read when they are first used: at 0 they leave TF32 alone, whatever a program asks of them. TensorFlow
 * asks for it; its C API has no switch. No other value is documented.
 */
const VARIABLE = 'NVIDIA_TF32_OVERRIDE';

/**
 * Settles, before TensorFlow is loaded, whether NVIDIA's libraries may multiply float32 in TF32; undefined leaves it to
 * TensorFlow and the environment.
 *
 * @throws EngineError `UNSUPPORTED` in a worker, whose environment the libraries do not see
 */
export function chooseTf32(tf32: boolean | undefined): void {
  if (tf32 === undefined) return;
  if (!isMainThread) {
    throw new EngineError(
      'UNSUPPORTED',
      `The option tf32 works in the main thread only. Start the process with ${VARIABLE}=0 in its environment, or without it.`,
    );
  }
  if (tf32) delete process.env[VARIABLE];
  else process.env[VARIABLE] = '0';
}
