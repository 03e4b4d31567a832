import {getThreadsCount, setWasmPaths, version_wasm} from '@tensorflow/tfjs-backend-wasm';
import {env, setBackend} from '@tensorflow/tfjs-core';
import type {WebEngine} from '../engine.js';
import {WebEngineError} from '../errors.js';
import {keepingProcessHandlers} from './emscripten-handlers.js';
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

/** Loads TF.js's WASM backend; see `wasm`, which loads this file. */
export async function load({paths}: WasmOptions): Promise<WebEngine<'wasm'>> {
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
  const devices = [{name, type: 'CPU'} as const];
  return {name: 'wasm', version: version_wasm, devices, software: false, lost: new Promise(() => {})};
}
