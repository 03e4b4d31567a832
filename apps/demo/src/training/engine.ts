import {wasm} from '@residual/backend-web';
import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threaded from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';

/** Loads the WASM engine from the files of this site, and tells what it is. */
export async function loadEngine(): Promise<string> {
  const absolute = (url: string) => new URL(url, import.meta.url).href;
  const {devices, version} = await wasm({
    paths: {
      'tfjs-backend-wasm.wasm': absolute(plain),
      'tfjs-backend-wasm-simd.wasm': absolute(simd),
      'tfjs-backend-wasm-threaded-simd.wasm': absolute(threaded),
    },
  });
  return `${devices.map(({name}) => name).join(', ')} (TensorFlow.js ${version})`;
}
