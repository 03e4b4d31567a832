import {wasm} from '@residual/backend-web';

/** The WASM backend with our training kernels. */
export default async function prepare() {
  await wasm('document' in globalThis ? {paths: '/'} : {});
  return {backendName: 'wasm', isDataSync: true};
}
