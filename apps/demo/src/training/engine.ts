import {type Picked, pickEngine, WEB_ENGINES} from '@residual/backend-web';
import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threaded from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';

/**
 * Loads the best engine that works here, from the files of this site.
 *
 * @param search Query of the page: `?engine=wasm` takes that engine and no other.
 */
export function loadEngine(search: string): Promise<Picked> {
  const absolute = (url: string) => new URL(url, import.meta.url).href;
  const wanted = new URLSearchParams(search).get('engine');
  const name = WEB_ENGINES.find(one => one === wanted);
  return pickEngine({
    ...(name && {engines: [name]}),
    paths: {
      'tfjs-backend-wasm.wasm': absolute(plain),
      'tfjs-backend-wasm-simd.wasm': absolute(simd),
      'tfjs-backend-wasm-threaded-simd.wasm': absolute(threaded),
    },
  });
}
