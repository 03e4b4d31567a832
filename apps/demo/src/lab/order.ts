import type {WebEngineName} from '@residual/backend-web';

/** From the best to the one that cannot be lost. The page does not load the package itself, which brings all of TF.js. */
export const ENGINES: readonly WebEngineName[] = ['webgpu', 'webgl', 'wasm'];

/** The engine that an address asks for, as `?engine=wasm`; undefined leaves the choice to the worker. */
export function enginesOf(search: string): readonly WebEngineName[] | undefined {
  const wanted = new URLSearchParams(search).get('engine');
  const name = ENGINES.find(one => one === wanted);
  return name && [name];
}

/** The engines left when one was lost; at least WASM, which needs no GPU. */
export function withoutEngine(engines: readonly WebEngineName[] | undefined, lost: WebEngineName): WebEngineName[] {
  const left = (engines ?? ENGINES).filter(name => name !== lost);
  return left.length > 0 ? left : ['wasm'];
}
