import {setWasmPaths} from '@tensorflow/tfjs-backend-wasm';

/** TF.js's own WASM backend, for comparison. */
export default async function prepare() {
  if ('document' in globalThis) setWasmPaths('/');
  return {backendName: 'wasm', isDataSync: true};
}
