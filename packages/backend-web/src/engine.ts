/** The engines of this package, in the order of preference. */
export const WEB_ENGINES = ['webgpu', 'webgl', 'wasm'] as const;

export type WebEngineName = (typeof WEB_ENGINES)[number];

/** An engine that is loaded and current in TF.js. */
export interface WebEngine<Name extends WebEngineName = WebEngineName> {
  readonly name: Name;
  /** Version of the TF.js backend. */
  readonly version: string;
  readonly devices: readonly {readonly name: string; readonly type: 'CPU' | 'GPU'}[];
  /** Whether a CPU imitates the GPU: right, and far slower than WASM. */
  readonly software: boolean;
  /**
   * Resolves with the reason when the GPU is lost: a driver that was reset, a laptop that changed its GPU, too much memory.
   * What lay on it is gone, and what was computed since is rubbish: load the next engine and go on from the last
   * checkpoint. Never resolves on WASM, which cannot be lost.
   */
  readonly lost: Promise<string>;
}
