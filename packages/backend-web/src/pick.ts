import {WEB_ENGINES, type WebEngine, type WebEngineName} from './engine.js';
import {loaders} from './engines.js';
import {WebEngineError} from './errors.js';
import {selfTest} from './self-test/self-test.js';
import type {WasmOptions} from './wasm/load.js';

/** Which engines may be picked. */
export interface PickOptions {
  /** The engines to try, in this order. Default: WebGPU, WebGL, WASM. One name is an order; the others are left alone. */
  readonly engines?: readonly WebEngineName[];
  /**
   * Whether a GPU that a CPU imitates will do. It is right, but far slower than WASM. Default: only where no engine comes
   * after it in `engines`.
   */
  readonly softwareGpu?: boolean;
  /** Where WASM's files are; see `wasm`. */
  readonly paths?: WasmOptions['paths'];
}

/** What became of one engine. */
export interface Trial {
  readonly name: WebEngineName;
  readonly ok: boolean;
  /** Why it was left out, or that it passed. */
  readonly reason: string;
  /** Loading and self-test together. */
  readonly seconds: number;
}

/** The engine that was picked, and what became of those before it. */
export interface Picked {
  readonly engine: WebEngine;
  readonly tried: readonly Trial[];
}

/**
 * Loads the first of the engines that computes rightly: a convolution, a training batch norm and the gradients of both,
 * compared with values known from their formulas. It is current in TF.js afterwards. After a GPU was lost, pick again
 * without it.
 *
 * @throws WebEngineError `NO_ENGINE` where none passes; the message says why each did not.
 */
export async function pickEngine(options: PickOptions = {}): Promise<Picked> {
  const {engines = WEB_ENGINES, softwareGpu, paths} = options;
  const tried: Trial[] = [];
  for (const [i, name] of engines.entries()) {
    const start = performance.now();
    const tell = (ok: boolean, reason: string) =>
      tried.push({name, ok, reason, seconds: (performance.now() - start) / 1000});
    try {
      const engine = await loaders[name](paths === undefined ? {} : {paths});
      const takesSoftware = softwareGpu ?? i === engines.length - 1;
      if (engine.software && !takesSoftware) {
        tell(false, `${engine.devices[0]?.name} is imitated by the CPU, which is slower than WASM`);
        continue;
      }
      const {worst, tolerance} = await selfTest(name);
      tell(true, `computes rightly, to ${worst.toExponential(1)} of ${tolerance}`);
      return {engine, tried};
    } catch (error) {
      tell(false, (error as Error).message);
    }
  }
  const reasons = tried.map(({name, reason}) => `${name}: ${reason}`).join('; ');
  throw new WebEngineError(
    'NO_ENGINE',
    `Expected an engine of ${engines.join(', ')} that works, and found none. ${reasons}`,
  );
}
