import {pickEngine, type Trial, type WebEngineName} from '@residual/backend-web';
import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threaded from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';

/** What the page tells of the engine. */
export interface EngineInfo {
  readonly name: WebEngineName;
  /** Device and version, as `WebAssembly SIMD, 1 thread (TensorFlow.js 4.22.0)`. */
  readonly label: string;
  /** What became of each engine that was tried, this one last. */
  readonly tried: readonly Trial[];
}

/**
 * Loads the best engine that works here, from the files of this site.
 *
 * @param engines Those to try, in this order. Default: all.
 * @returns What it is, and a promise of the reason when its GPU is lost.
 */
export async function loadEngine(
  engines: readonly WebEngineName[] | undefined,
): Promise<{info: EngineInfo; lost: Promise<string>}> {
  const absolute = (url: string) => new URL(url, import.meta.url).href;
  const {engine, tried} = await pickEngine({
    ...(engines && {engines}),
    paths: {
      'tfjs-backend-wasm.wasm': absolute(plain),
      'tfjs-backend-wasm-simd.wasm': absolute(simd),
      'tfjs-backend-wasm-threaded-simd.wasm': absolute(threaded),
    },
  });
  const {name, devices, version, lost} = engine;
  const label = `${devices.map(device => device.name).join(', ')} (TensorFlow.js ${version})`;
  return {info: {name, label, tried}, lost};
}
