/** What went wrong in the web engines, by `code`. */
export class WebEngineError extends Error {
  override readonly name = 'WebEngineError';

  /**
   * @param code `LOAD_FAILED`: the WebAssembly files did not load; `UNSUPPORTED`: a kernel was asked for a data type or
   *   layout that it does not have.
   * @param message What was expected, what came, what to do.
   */
  constructor(
    readonly code: 'LOAD_FAILED' | 'UNSUPPORTED',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
