import {setWasmPaths} from '@tensorflow/tfjs-backend-wasm';

/** TF.js's own WASM backend, for comparison. */
export default async function prepare() {
  if (globalThis.wasmPaths) setWasmPaths(globalThis.wasmPaths);
  return {backendName: 'wasm', isDataSync: true};
}
