import type {Weight} from '../graph/graph.js';
import {Message} from '../protobuf/message.js';
import {bytesOf, storeWeight} from '../stored-weight.js';

/** `DataType` of a `TensorProto`. */
const DataType = {float: 1, int64: 7, half: 10} as const;

/** `AttributeType` of an `AttributeProto`. */
const AttributeType = {float: 1, int: 2, ints: 7} as const;

/** An attribute's value; a float is wrapped, as numbers are integers. */
export type Attribute = number | readonly number[] | {readonly float: number};

/** An operation; its output has the same name unless told otherwise. */
export interface OnnxNode {
  readonly name: string;
  readonly op: string;
  readonly inputs: readonly string[];
  readonly output?: string;
  readonly attributes?: Readonly<Record<string, Attribute>>;
}

/** A `GraphProto` of ONNX (onnx/onnx.proto) under way. Every method returns the name of the value that it added. */
export class OnnxGraphWriter {
  readonly #message: Message;
  readonly #half: boolean;

  /** @param options `half`: kernels in half precision, which a Cast brings back. */
  constructor({name, half}: {name: string; half: boolean}) {
    this.#message = new Message().text(2, name);
    this.#half = half;
  }

  node({name, op, inputs, output = outputOf(name), attributes = {}}: OnnxNode): string {
    const node = new Message();
    for (const input of inputs) node.text(1, input);
    node.text(2, output).text(3, name).text(4, op);
    for (const [key, value] of Object.entries(attributes)) node.message(5, attribute(key, value));
    this.#message.message(1, node);
    return output;
  }

  /** A constant in single precision, whatever it is kept in. */
  weight(name: string, weight: Weight): string {
    const {half, bytes} = storeWeight(weight, {half: this.#half});
    const {shape} = weight;
    if (!half) return this.#initializer(name, {type: DataType.float, shape, bytes});
    const kept = this.#initializer(`${name}.half`, {type: DataType.half, shape, bytes});
    return this.node({
      name: `${name}.cast`,
      op: 'Cast',
      inputs: [kept],
      output: name,
      attributes: {to: DataType.float},
    });
  }

  /** A constant list of integers. */
  ints(name: string, values: readonly number[]): string {
    const bytes = bytesOf(BigInt64Array.from(values, BigInt));
    return this.#initializer(name, {type: DataType.int64, shape: [values.length], bytes});
  }

  /** Ends the graph with its input and its output, whose batch keeps its size open. */
  finish(ends: Record<'input' | 'output', {name: string; shape: readonly number[]}>): Message {
    return this.#message.message(11, valueInfo(ends.input)).message(12, valueInfo(ends.output));
  }

  #initializer(
    name: string,
    {type, shape, bytes}: {type: number; shape: readonly number[]; bytes: Uint8Array},
  ): string {
    this.#message.message(5, new Message().ints(1, shape).int(2, type).text(8, name).bytes(9, bytes));
    return name;
  }
}

/** The name of a layer's output: never that of a weight, of the graph's input or of its output. */
function outputOf(layer: string): string {
  return `/${layer}`;
}

function attribute(name: string, value: Attribute): Message {
  const message = new Message().text(1, name);
  if (typeof value === 'number') return message.int(3, value).int(20, AttributeType.int);
  if ('float' in value) return message.float(2, value.float).int(20, AttributeType.float);
  return message.ints(8, value).int(20, AttributeType.ints);
}

/** A `ValueInfoProto` of single precision: `[batch, ...shape]`. */
function valueInfo({name, shape}: {name: string; shape: readonly number[]}): Message {
  const dimensions = new Message().message(1, new Message().text(2, 'batch'));
  for (const length of shape) dimensions.message(1, new Message().int(1, length));
  const tensor = new Message().int(1, DataType.float).message(2, dimensions);
  return new Message().text(1, name).message(2, new Message().message(1, tensor));
}
