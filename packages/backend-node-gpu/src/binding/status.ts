import {EngineError} from '../errors.js';
import type {CApi, Pointer} from './c-api.js';

/** A `TF_Status`: where a native call leaves its outcome. One per call in flight. */
export class Status {
  readonly pointer: Pointer;
  readonly #api: CApi;

  constructor(api: CApi) {
    this.#api = api;
    this.pointer = api.TF_NewStatus();
  }

  /** @throws EngineError `OPERATION_FAILED` with TensorFlow's message when the last call failed. */
  check(describe: () => string): void {
    if (this.#api.TF_GetCode(this.pointer) === 0) return;
    const message = this.#api.TF_Message(this.pointer); // before `describe`, which may use this status for itself
    throw new EngineError('OPERATION_FAILED', `TensorFlow: ${describe()} failed: ${message}`);
  }

  dispose(): void {
    this.#api.TF_DeleteStatus(this.pointer);
  }
}
