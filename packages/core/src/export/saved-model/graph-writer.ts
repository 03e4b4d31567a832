import type {Weight} from '../graph/graph.js';
import {Message} from '../protobuf/message.js';
import {bytesOf, storeWeight} from '../stored-weight.js';
import {attr, DataType, type NodeDef, nodeDef, shapeMessage} from './node-def.js';

/** The version of the operations' definitions that are used: any of TensorFlow 2's serves. */
const PRODUCER = 1395;

/** A `GraphDef` (tensorflow/core/framework/graph.proto) under way. Every method returns the name of what it added. */
export class GraphWriter {
  readonly #message = new Message();
  readonly #half: boolean;

  /** @param options `half`: kernels in half precision, which TensorFlow casts back. */
  constructor({half}: {half: boolean}) {
    this.#half = half;
  }

  /** An operation on single precision. */
  op({attrs, ...node}: NodeDef): string {
    return this.#add({...node, attrs: {T: attr.type(DataType.float), ...attrs}});
  }

  /** The graph's input, of any number of images. */
  input(name: string, shape: readonly number[]): string {
    const attrs = {dtype: attr.type(DataType.float), shape: attr.shape([-1, ...shape])};
    return this.#add({name, op: 'Placeholder', attrs});
  }

  /** A constant of integers; a single one where `shape` is `[]`. */
  ints(name: string, values: readonly number[], shape: readonly number[] = [values.length]): string {
    return this.#constant(name, {type: DataType.int32, shape, bytes: bytesOf(Int32Array.from(values))});
  }

  /** A constant in single precision, whatever it is kept in. */
  weight(name: string, weight: Weight): string {
    const {half, bytes} = storeWeight(weight, {half: this.#half});
    const {shape} = weight;
    if (!half) return this.#constant(name, {type: DataType.float, shape, bytes});
    const kept = this.#constant(`${name}/half`, {type: DataType.half, shape, bytes});
    const attrs = {SrcT: attr.type(DataType.half), DstT: attr.type(DataType.float)};
    return this.#add({name, op: 'Cast', inputs: [kept], attrs});
  }

  /** The complete graph. */
  finish(): Message {
    return this.#message.message(4, new Message().int(1, PRODUCER));
  }

  #constant(name: string, {type, shape, bytes}: {type: number; shape: readonly number[]; bytes: Uint8Array}): string {
    const tensor = new Message().int(1, type).message(2, shapeMessage(shape)).bytes(4, bytes);
    return this.#add({name, op: 'Const', attrs: {dtype: attr.type(type), value: attr.tensor(tensor)}});
  }

  #add(node: NodeDef): string {
    this.#message.message(1, nodeDef(node));
    return node.name;
  }
}
