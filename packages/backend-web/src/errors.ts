/**
 * `NO_SIMD`: WebAssembly without SIMD. `LOAD_FAILED`: the WebAssembly files did not load. `OUT_OF_MEMORY`: the
 * WebAssembly heap cannot grow. `UNSUPPORTED`: a kernel got a data type or a layout that it does not have.
 */
export type WebEngineErrorCode = 'NO_SIMD' | 'LOAD_FAILED' | 'OUT_OF_MEMORY' | 'UNSUPPORTED';

/** What went wrong in a web engine; the message says what was expected, what came, and what to do. */
export class WebEngineError extends Error {
  override readonly name = 'WebEngineError';

  constructor(
    readonly code: WebEngineErrorCode,
    message: string,
  ) {
    super(message);
  }
}
