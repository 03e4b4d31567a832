import type {WebEngine, WebEngineName} from './engine.js';
import type {WasmOptions} from './wasm/load.js';

/**
 * Loads TF.js's WASM backend, makes it current, and registers the training kernels with it. Works in Node, in a page
 * and in a worker. Where the page is cross-origin isolated, TF.js uses threads for what it computes itself.
 *
 * @throws WebEngineError `NO_SIMD` where WebAssembly has no SIMD (browsers before 2023), `LOAD_FAILED` where the files
 * are not at `paths`.
 */
export async function wasm(options: WasmOptions = {}): Promise<WebEngine<'wasm'>> {
  const {load} = await import('./wasm/load.js');
  return load(options);
}

/**
 * Loads TF.js's WebGL backend and makes it current. Works in a page and in a worker. It trains by stock kernels.
 *
 * @throws WebEngineError `NO_GPU` where there is no WebGL 2.
 */
export async function webgl(): Promise<WebEngine<'webgl'>> {
  const {load} = await import('./webgl/load.js');
  return load();
}

/**
 * Loads TF.js's WebGPU backend, makes it current, and registers the training kernels with it. Works in a page and in a
 * worker; in Node, `dawn` of `@residual/backend-web/node` does it.
 *
 * @throws WebEngineError `NO_GPU` where there is no WebGPU or no adapter, `LOAD_FAILED` where it gives no device.
 */
export async function webgpu(): Promise<WebEngine<'webgpu'>> {
  const {load} = await import('./webgpu/load.js');
  return load();
}

/** How each engine is loaded, by its name. */
export const loaders: Readonly<Record<WebEngineName, (options: WasmOptions) => Promise<WebEngine>>> = {
  webgpu,
  webgl,
  wasm,
};
