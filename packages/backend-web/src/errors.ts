/**
 * `NO_SIMD`: WebAssembly without SIMD. `NO_GPU`: no WebGPU adapter or WebGL 2 context. `NOT_INSTALLED`: a package that is
 * loaded on demand is not there. `LOAD_FAILED`: the engine's files or its device did not load. `GPU_LOST`: the
 * GPU went away while it computed. `SELF_TEST`: it computes wrongly. `NO_ENGINE`: none of the
 * engines passed. `OUT_OF_MEMORY`: the WebAssembly heap cannot grow. `UNSUPPORTED`: a kernel got a data type or a layout
 * that it does not have.
 */
export type WebEngineErrorCode =
  | 'NO_SIMD'
  | 'NO_GPU'
  | 'NOT_INSTALLED'
  | 'LOAD_FAILED'
  | 'GPU_LOST'
  | 'SELF_TEST'
  | 'NO_ENGINE'
  | 'OUT_OF_MEMORY'
  | 'UNSUPPORTED';

/** What went wrong in a web engine; the message says what was expected, what came, and what to do. */
export class WebEngineError extends Error {
  override readonly name = 'WebEngineError';

  constructor(
    readonly code: WebEngineErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
