import {BinaryWriter, WireType} from '@bufbuild/protobuf/wire';
import type {Binding} from '../binding/binding.js';
import {bytesOf, type Pointer} from '../binding/c-api.js';
import {type ContextOptions, encodeConfig} from '../binding/context.js';
import {Status} from '../binding/status.js';
import {ends, importGraph} from '../compile/native-function.js';
import type {RecordedStep} from '../compile/record-step.js';

/** `RunOptions.TraceLevel`: times of all operations; on GPUs also of their kernels. */
const TRACE = {operations: 1, kernels: 3} as const;

/** A recorded step in a session of TensorFlow, which unlike a function tells what it spends its time on. */
export class TracedSession {
  readonly #binding: Binding;
  readonly #status: Status;
  readonly #graph: Pointer;
  readonly #session: Pointer;
  readonly #inputs: BigInt64Array;
  readonly #outputs: BigInt64Array;

  /** Inputs and results are the recording's. */
  constructor(
    binding: Binding,
    {nodes, inputs, results}: RecordedStep,
    options: ContextOptions & {readonly optimized: boolean},
  ) {
    const {api} = binding;
    const status = new Status(api);
    this.#binding = binding;
    this.#status = status;
    this.#graph = api.TF_NewGraph();
    importGraph(binding, this.#graph, nodes, status);
    this.#inputs = ends(binding, this.#graph, inputs);
    this.#outputs = ends(binding, this.#graph, results);
    const sessionOptions = api.TF_NewSessionOptions();
    const config = encodeConfig(options);
    api.TF_SetConfig(sessionOptions, config, config.length, status.pointer);
    this.#session = api.TF_NewSession(this.#graph, sessionOptions, status.pointer);
    api.TF_DeleteSessionOptions(sessionOptions);
    status.check(() => 'opening a session');
  }

  /**
   * Runs the step once on tensors of the binding, and throws its results away.
   *
   * @returns the `RunMetadata` message; empty without `trace`
   */
  run(inputs: readonly number[], {trace}: {trace: boolean}): Uint8Array {
    const {api} = this.#binding;
    const status = this.#status.pointer;
    const values = BigInt64Array.from(inputs, id => this.#binding.resolve(id));
    const results = new BigInt64Array(this.#outputs.length / 2);
    const options = trace ? this.#newOptions() : null;
    const metadata = api.TF_NewBuffer();
    try {
      api.TF_SessionRun(
        this.#session,
        options,
        this.#inputs,
        values,
        values.length,
        this.#outputs,
        results,
        results.length,
        null,
        0,
        metadata,
        status,
      );
      this.#status.check(() => 'running the recorded step');
      return bytesOf(metadata);
    } finally {
      for (const tensor of [...values, ...results]) if (tensor !== 0n) api.TF_DeleteTensor(tensor);
      api.TF_DeleteBuffer(metadata);
      if (options !== null) api.TF_DeleteBuffer(options);
    }
  }

  /** Frees session and graph. */
  dispose(): void {
    const {api} = this.#binding;
    api.TF_CloseSession(this.#session, this.#status.pointer);
    api.TF_DeleteSession(this.#session, this.#status.pointer);
    api.TF_DeleteGraph(this.#graph);
    this.#status.dispose();
  }

  #newOptions(): Pointer {
    const level = this.#binding.isUsingGpuDevice() ? TRACE.kernels : TRACE.operations;
    const bytes = new BinaryWriter().tag(1, WireType.Varint).int32(level).finish();
    return this.#binding.api.TF_NewBufferFromString(bytes, bytes.length);
  }
}
