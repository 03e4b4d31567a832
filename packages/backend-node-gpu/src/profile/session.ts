import {BinaryWriter, WireType} from '@bufbuild/protobuf/wire';
import {type Attribute, AttributeType} from '../binding/attributes.js';
import type {Binding} from '../binding/binding.js';
import {bytesOf, type Pointer} from '../binding/c-api.js';
import {type ContextOptions, encodeConfig} from '../binding/context.js';
import {DType} from '../binding/dtypes.js';
import {Status} from '../binding/status.js';
import {type GraphNode, placeholder} from '../compile/graph.js';
import {ends, importGraph, operations} from '../compile/native-function.js';
import type {RecordedStep} from '../compile/record-step.js';

/** `RunOptions.TraceLevel`: times of all operations; on GPUs also of their kernels. */
const TRACE = {operations: 1, kernels: 3} as const;

/** A recorded step in a session of TensorFlow, which unlike a function tells what it spends its time on. */
export class TracedSession {
  readonly #binding: Binding;
  readonly #status: Status;
  readonly #graph: Pointer;
  readonly #session: Pointer;
  /** Of each input of the recording, whether it is a variable that the step changes: the session has its own. */
  readonly #isVariable: readonly boolean[];
  readonly #inputs: BigInt64Array;
  readonly #outputs: BigInt64Array;
  readonly #updates: BigInt64Array;
  readonly #initialValues: BigInt64Array;
  readonly #assignments: BigInt64Array;

  /** Inputs and results are the recording's. */
  constructor(
    binding: Binding,
    {nodes, inputs, results, updates}: RecordedStep,
    options: ContextOptions & {readonly optimized: boolean},
  ) {
    const {api} = binding;
    const status = new Status(api);
    this.#binding = binding;
    this.#status = status;
    this.#graph = api.TF_NewGraph();
    const variables = new Set(nodes.filter(isResource).map(({name}) => name));
    const owned = nodes.flatMap(node => (variables.has(node.name) ? ownVariable(node) : [node]));
    importGraph(binding, this.#graph, owned, status);
    this.#isVariable = inputs.map(name => variables.has(name));
    this.#inputs = ends(
      binding,
      this.#graph,
      inputs.filter(name => !variables.has(name)),
    );
    this.#outputs = ends(binding, this.#graph, results);
    this.#updates = operations(binding, this.#graph, updates);
    const changed = inputs.filter(name => variables.has(name));
    this.#initialValues = ends(binding, this.#graph, changed.map(initialValueOf));
    this.#assignments = operations(binding, this.#graph, changed.map(assignmentOf));
    const sessionOptions = api.TF_NewSessionOptions();
    const config = encodeConfig(options);
    api.TF_SetConfig(sessionOptions, config, config.length, status.pointer);
    this.#session = api.TF_NewSession(this.#graph, sessionOptions, status.pointer);
    api.TF_DeleteSessionOptions(sessionOptions);
    status.check(() => 'opening a session');
  }

  /** Gives the session's own variables the values that are among the step's inputs. */
  initialize(inputs: readonly number[]): void {
    const values = inputs.filter((_, i) => this.#isVariable[i]);
    if (values.length > 0) this.#run(this.#initialValues, values, {targets: this.#assignments, trace: false});
  }

  /**
   * Runs the step once on tensors of the binding, and throws its results away.
   *
   * @returns the `RunMetadata` message; empty without `trace`
   */
  run(inputs: readonly number[], {trace}: {trace: boolean}): Uint8Array {
    const values = inputs.filter((_, i) => !this.#isVariable[i]);
    return this.#run(this.#inputs, values, {outputs: this.#outputs, targets: this.#updates, trace});
  }

  #run(
    inputs: BigInt64Array,
    ids: readonly number[],
    {outputs = new BigInt64Array(), targets, trace}: {outputs?: BigInt64Array; targets: BigInt64Array; trace: boolean},
  ): Uint8Array {
    const {api} = this.#binding;
    const status = this.#status.pointer;
    const values = BigInt64Array.from(ids, id => this.#binding.resolve(id));
    const results = new BigInt64Array(outputs.length / 2);
    const options = trace ? this.#newOptions() : null;
    const metadata = api.TF_NewBuffer();
    try {
      api.TF_SessionRun(
        this.#session,
        options,
        inputs,
        values,
        values.length,
        outputs,
        results,
        results.length,
        targets,
        targets.length,
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

const initialValueOf = (variable: string) => `${variable}/value`;
const assignmentOf = (variable: string) => `${variable}/assignment`;

function isResource({op, attributes}: GraphNode): boolean {
  return op === 'Placeholder' && attributes.some(({name, value}) => name === 'dtype' && value === DType.resource);
}

/** A variable of the session in the place of one that comes from outside, and what sets it. */
function ownVariable({name, shapes}: GraphNode): GraphNode[] {
  const value = placeholder(initialValueOf(name), shapes![0]!, DType.float32);
  const [dtype] = value.attributes as [Attribute];
  const handle = {
    name,
    op: 'VarHandleOp',
    inputs: [],
    attributes: [...value.attributes, {name: 'shared_name', type: AttributeType.string, value: name}],
  };
  return [
    value,
    handle,
    {name: assignmentOf(name), op: 'AssignVariableOp', inputs: [name, value.name], attributes: [dtype]},
  ];
}
