/** What can go wrong in the engine, for callers that branch on it. */
export type EngineErrorCode =
  | 'ALREADY_LOADED'
  | 'BAD_TENSOR'
  | 'DAMAGED'
  | 'LOAD_FAILED'
  | 'NOT_FOUND'
  | 'NOT_RECORDABLE'
  | 'NO_SPACE'
  | 'OPERATION_FAILED'
  | 'SETUP_FAILED'
  | 'UNSUPPORTED';

/** An error of the TensorFlow engine. The message says what was expected, what came, and what to do. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly code: EngineErrorCode;

  constructor(code: EngineErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
