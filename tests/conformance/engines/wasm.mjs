import {wasm} from '@residual/backend-web';

/** The WASM backend with our training kernels. */
export default async function prepare() {
  await wasm({paths: globalThis.wasmPaths});
  return {backendName: 'wasm', isDataSync: true};
}
