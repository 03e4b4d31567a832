import {type Attribute, AttributeType} from '../binding/attributes.js';
import {DType} from '../binding/dtypes.js';
import {constant, FLOAT, type GraphNode} from './graph.js';

const tshape: Attribute = {name: 'Tshape', type: AttributeType.type, value: DType.int32};
const tperm: Attribute = {name: 'Tperm', type: AttributeType.type, value: DType.int32};
const index: Attribute = {name: 'Index', type: AttributeType.type, value: DType.int32};
const tpaddings: Attribute = {name: 'Tpaddings', type: AttributeType.type, value: DType.int32};
const indexType: Attribute = {name: 'index_type', type: AttributeType.type, value: DType.int32};

/** Writes the nodes that take the place of one node. All compute in that node's dtype, and are named after it. */
export class NodeWriter {
  readonly #nodes: GraphNode[] = [];
  readonly #constants = new Map<string, string>();
  readonly #name: string;
  readonly #attributes: readonly Attribute[];
  readonly #type: Attribute;
  readonly #shapes: GraphNode['shapes'];

  constructor({name, attributes, shapes}: GraphNode) {
    this.#name = name;
    this.#shapes = shapes;
    this.#attributes = attributes;
    this.#type = attributes.find(({name}) => name === 'T')!;
  }

  /** What was written, with `input` under the name of the node that it replaces. */
  end(input: string): readonly GraphNode[] {
    const node: GraphNode = {name: this.#name, op: 'Identity', inputs: [input], attributes: [this.#type]};
    return [...this.#nodes, this.#shapes ? {...node, shapes: this.#shapes} : node];
  }

  reshape(input: string, shape: readonly number[]): string {
    return this.#add('Reshape', [input, this.numbers(shape)], [tshape]);
  }

  transpose(input: string, axes: readonly number[]): string {
    return this.#add('Transpose', [input, this.numbers(axes)], [tperm]);
  }

  /** An operation with the attributes of the node that is replaced, but for these. */
  like(op: string, inputs: readonly string[], changes: Readonly<Record<string, string | readonly number[]>>): string {
    const kept = this.#attributes.filter(({name}) => name !== 'T' && !(name in changes));
    const changed = Object.entries(changes).map(([name, value]) => ({
      name,
      type: typeof value === 'string' ? AttributeType.string : AttributeType.int,
      value,
    }));
    return this.#add(op, inputs, [...kept, ...changed]);
  }

  slice(input: string, begin: readonly number[], size: readonly number[]): string {
    return this.#add('Slice', [input, this.numbers(begin), this.numbers(size)], [index]);
  }

  /** Lays zeros around a tensor: how many before and behind it, axis by axis. */
  pad(input: string, paddings: readonly number[]): string {
    return this.#add('Pad', [input, this.numbers(paddings, [paddings.length / 2, 2])], [tpaddings]);
  }

  /** The sum of tensors of one shape, in float32 also where the tensors are narrow. */
  sum(inputs: readonly string[]): string {
    const isNarrow = this.#type.value !== DType.float32;
    const wide = isNarrow ? inputs.map(input => this.#cast(input, this.#type.value, DType.float32)) : inputs;
    const count: Attribute = {name: 'N', type: AttributeType.int, value: wide.length};
    const sum = this.#write({name: this.#next(), op: 'AddN', inputs: wide, attributes: [FLOAT, count]});
    return isNarrow ? this.#cast(sum, DType.float32, this.#type.value) : sum;
  }

  /** The product of two matrices, the first one turned if wanted. */
  matMul(left: string, right: string, {transposeLeft = false}: {transposeLeft?: boolean} = {}): string {
    return this.#add('MatMul', [left, right], [flag('transpose_a', transposeLeft), flag('transpose_b', false)]);
  }

  /** A matrix of ones. */
  ones(rows: number, columns: number): string {
    const one = this.#write(constant(this.#next(), [], DType.float32, Float32Array.of(1)));
    return this.#add('Fill', [this.numbers([rows, columns]), one], [indexType]);
  }

  #cast(input: string, from: Attribute['value'], to: Attribute['value']): string {
    const attributes = [
      {name: 'SrcT', type: AttributeType.type, value: from},
      {name: 'DstT', type: AttributeType.type, value: to},
    ];
    return this.#write({name: this.#next(), op: 'Cast', inputs: [input], attributes});
  }

  #add(op: string, inputs: readonly string[], attributes: readonly Attribute[]): string {
    return this.#write({name: this.#next(), op, inputs, attributes: [this.#type, ...attributes]});
  }

  numbers(values: readonly number[], shape: readonly number[] = [values.length]): string {
    const key = values.join();
    const known = this.#constants.get(key);
    if (known) return known;
    const name = this.#write(constant(this.#next(), shape, DType.int32, Int32Array.from(values)));
    this.#constants.set(key, name);
    return name;
  }

  #write(node: GraphNode): string {
    this.#nodes.push(node);
    return node.name;
  }

  #next(): string {
    return `${this.#name}/${this.#nodes.length}`;
  }
}

function flag(name: string, value: boolean): Attribute {
  return {name, type: AttributeType.bool, value};
}
