import {getThreadsCount, setWasmPaths, version_wasm} from '@tensorflow/tfjs-backend-wasm';
import {env, setBackend} from '@tensorflow/tfjs-core';
import {keepingProcessHandlers} from './emscripten-handlers.js';
import {WebEngineError} from './errors.js';
import {registerTrainingKernels} from './kernels/register.js';

/** Where TF.js's three WebAssembly files are: the folder that holds them (ending in `/`), or each one's URL by name. */
export type WasmPaths =
  | string
  | Record<'tfjs-backend-wasm.wasm' | 'tfjs-backend-wasm-simd.wasm' | 'tfjs-backend-wasm-threaded-simd.wasm', string>;

/** How to load the WASM engine. */
export interface WasmOptions {
  /** Default: beside the script that runs, which is right in Node and wrong in most bundles. */
  readonly paths?: WasmPaths;
}

/** TF.js's WASM backend with training kernels, loaded and current in TF.js. */
export interface WasmEngine {
  readonly name: 'wasm';
  /** Version of the TF.js backend. */
  readonly version: string;
  readonly devices: readonly {name: string; type: string}[];
}

/**
 * Loads TF.js's WASM backend, makes it current, and registers the training kernels with it. Works in Node, in a page
 * and in a worker. Where the page is cross-origin isolated, TF.js uses threads for what it computes itself.
 *
 * @throws WebEngineError `NO_SIMD` where WebAssembly has no SIMD (browsers before 2023), `LOAD_FAILED` where the files
 * are not at `paths`.
 */
export async function wasm({paths}: WasmOptions = {}): Promise<WasmEngine> {
  if (!(await env().getAsync('WASM_HAS_SIMD_SUPPORT'))) {
    throw new WebEngineError('NO_SIMD', 'Expected WebAssembly with SIMD, which this browser lacks: use a newer one.');
  }
  if (paths !== undefined) setWasmPaths(paths);
  if (!(await keepingProcessHandlers(() => setBackend('wasm')))) {
    const where = paths === undefined ? 'beside the running script' : JSON.stringify(paths);
    throw new WebEngineError('LOAD_FAILED', `Expected TF.js's .wasm files at ${where}: give their place as \`paths\`.`);
  }
  registerTrainingKernels();
  const threads = getThreadsCount();
  const name = `WebAssembly SIMD, ${threads} ${threads === 1 ? 'thread' : 'threads'}`;
  return {name: 'wasm', version: version_wasm, devices: [{name, type: 'CPU'}]};
}
