import {BinaryReader, WireType} from '@bufbuild/protobuf/wire';
import {encodeAttribute} from '../binding/attributes.js';
import type {Binding} from '../binding/binding.js';
import {bytesOf, type CApi, type OperationOutput, type Pointer} from '../binding/c-api.js';
import {Status} from '../binding/status.js';
import {EngineError} from '../errors.js';
import type {GraphNode} from './graph.js';

/** What is known of an output before it is computed. */
interface OutputType {
  readonly shape: readonly number[];
  readonly dtype: number;
}

/** An input of an operation as TensorFlow defines it. One that is a list names the attribute with its length or types. */
type ArgumentList = string | undefined;

/**
 * Outputs whose shapes TensorFlow leaves open and nobody asks for: what batch norm keeps for its gradient, on GPUs.
 */
const OPEN_OUTPUTS: Readonly<Record<string, number>> = {FusedBatchNormV3: 5};

/** A graph to which operations are added one by one, and which tells the types of their outputs: nothing is computed. */
export class ShapeGraph {
  readonly #api: CApi;
  readonly #graph: Pointer;
  readonly #status: Status;
  readonly #operations = new Map<string, Pointer>();
  readonly #arguments = new Map<string, readonly ArgumentList[]>();

  constructor({api}: Binding) {
    this.#api = api;
    this.#graph = api.TF_NewGraph();
    this.#status = new Status(api);
  }

  /**
   * Adds an operation whose inputs are there already, with the types of its first `outputs` outputs.
   *
   * @throws EngineError `OPERATION_FAILED` where TensorFlow rejects it, `NOT_RECORDABLE` where a shape is not settled by
   *   those of the inputs
   */
  add({name, op, inputs, attributes}: GraphNode, outputs: number): OutputType[] {
    const api = this.#api;
    const description = api.TF_NewOperation(this.#graph, op, name);
    let next = 0;
    for (const list of this.#argumentsOf(op)) {
      if (list === undefined) {
        api.TF_AddInput(description, this.#output(inputs[next++]!));
        continue;
      }
      const value = attributes.find(attribute => attribute.name === list)?.value;
      const count = Array.isArray(value) ? value.length : Number(value);
      const ends = inputs.slice(next, next + count).map(input => this.#output(input));
      const memory = BigInt64Array.from(ends.flatMap(({operation, index}) => [operation, BigInt(index)]));
      api.TF_AddInputList(description, memory, count);
      next += count;
    }
    for (const attribute of attributes) {
      const proto = encodeAttribute(attribute);
      api.TF_SetAttrValueProto(description, attribute.name, proto, proto.length, this.#status.pointer);
      this.#status.check(() => `${op}: setting attribute ${attribute.name}`);
    }
    const operation = api.TF_FinishOperation(description, this.#status.pointer);
    this.#status.check(() => op);
    this.#operations.set(name, operation);
    return Array.from({length: outputs}, (_, index) => this.#typeOf(op, {operation, index}));
  }

  /** Frees the graph. */
  dispose(): void {
    this.#api.TF_DeleteGraph(this.#graph);
    this.#status.dispose();
  }

  #typeOf(op: string, output: OperationOutput): OutputType {
    const api = this.#api;
    const dtype = api.TF_OperationOutputType(output);
    if (OPEN_OUTPUTS[op] === output.index) return {shape: [], dtype};
    const rank = api.TF_GraphGetTensorNumDims(this.#graph, output, this.#status.pointer);
    this.#status.check(() => `${op}: finding a shape`);
    const dims = new BigInt64Array(Math.max(0, rank));
    if (rank > 0) api.TF_GraphGetTensorShape(this.#graph, output, dims, rank, this.#status.pointer);
    this.#status.check(() => `${op}: finding a shape`);
    if (rank < 0 || dims.some(length => length < 0n)) {
      throw new EngineError(
        'NOT_RECORDABLE',
        `The step runs ${op}, the shape of whose output depends on values; in a recorded step, shapes follow from shapes. ` +
          'Run the step without compile.',
      );
    }
    return {shape: Array.from(dims, Number), dtype};
  }

  #output(input: string): OperationOutput {
    const [name, index = '0'] = input.split(':');
    return {operation: this.#operations.get(name!)!, index: Number(index)};
  }

  #argumentsOf(op: string): readonly ArgumentList[] {
    const known = this.#arguments.get(op);
    if (known) return known;
    const buffer = this.#api.TF_NewBuffer();
    try {
      this.#api.TF_GraphGetOpDef(this.#graph, op, buffer, this.#status.pointer);
      this.#status.check(() => `looking ${op} up`);
      const found = decodeArguments(bytesOf(buffer));
      this.#arguments.set(op, found);
      return found;
    } finally {
      this.#api.TF_DeleteBuffer(buffer);
    }
  }
}

/** The inputs of an `OpDef` message (tensorflow/core/framework/op_def.proto). */
function decodeArguments(bytes: Uint8Array): readonly ArgumentList[] {
  const found: ArgumentList[] = [];
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const [field, wireType] = reader.tag();
    if (field === 2 && wireType === WireType.LengthDelimited) found.push(decodeArgument(reader.bytes()));
    else reader.skip(wireType);
  }
  return found;
}

/** `number_attr` and `type_list_attr` of an `ArgDef`: the attribute that makes a list of it. */
function decodeArgument(bytes: Uint8Array): ArgumentList {
  let list: ArgumentList;
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const [field, wireType] = reader.tag();
    if ((field === 5 || field === 6) && wireType === WireType.LengthDelimited) list = reader.string() || list;
    else reader.skip(wireType);
  }
  return list;
}
