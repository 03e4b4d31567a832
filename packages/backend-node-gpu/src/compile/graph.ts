import {BinaryWriter, WireType} from '@bufbuild/protobuf/wire';
import {type Attribute, AttributeType, encodeAttribute, writeShape} from '../binding/attributes.js';
import {DType, layoutOf} from '../binding/dtypes.js';
import type {TensorValues} from '../binding/tensor-data.js';
import {EngineError} from '../errors.js';

/** An operation of a recorded step. `inputs` name its sources: `NODE` for a node's first output, else `NODE:INDEX`. */
export interface GraphNode {
  readonly name: string;
  readonly op: string;
  readonly inputs: readonly string[];
  readonly attributes: readonly Attribute[];
  /** Shapes of its outputs, where they are known: those of the operations that were recorded. */
  readonly shapes?: readonly (readonly number[])[];
  /** Of a constant. */
  readonly values?: TensorValues;
}

/** The producer version that a `GraphDef` must state: any of TensorFlow 2's serves. */
const PRODUCER = 1395;

/** That an operation computes in float32. */
export const FLOAT: Attribute = {name: 'T', type: AttributeType.type, value: DType.float32};

/** A `GraphDef` message (tensorflow/core/framework/graph.proto). It cannot hold constants of many values. */
export function encodeGraph(nodes: readonly GraphNode[]): Uint8Array {
  const graph = new BinaryWriter();
  for (const {name, op, inputs, attributes} of nodes) {
    const node = graph.tag(1, WireType.LengthDelimited).fork();
    node.tag(1, WireType.LengthDelimited).string(name).tag(2, WireType.LengthDelimited).string(op);
    for (const input of inputs) node.tag(3, WireType.LengthDelimited).string(input);
    for (const attribute of attributes) {
      const entry = node.tag(5, WireType.LengthDelimited).fork();
      entry.tag(1, WireType.LengthDelimited).string(attribute.name);
      entry.tag(2, WireType.LengthDelimited).bytes(encodeAttribute(attribute)).join();
    }
    node.join();
  }
  graph.tag(4, WireType.LengthDelimited).fork().tag(1, WireType.Varint).int32(PRODUCER).join();
  return graph.finish();
}

/** Whether an operation computes in float32. */
export function isFloat({attributes}: GraphNode): boolean {
  return attributes.some(({name, value}) => name === 'T' && value === DType.float32);
}

/** Whether it casts float32 to float32, as TF.js does with gradients. */
export function isCastOfFloatToFloat({op, attributes}: GraphNode): boolean {
  const types = attributes.filter(({name}) => name === 'SrcT' || name === 'DstT');
  return op === 'Cast' && types.every(({value}) => value === DType.float32);
}

/** The shapes of a node, for another one with the same outputs. */
export function shapesIn({shapes}: GraphNode): Pick<GraphNode, 'shapes'> {
  return shapes ? {shapes} : {};
}

/** The nodes that read each output, by its name as inputs have it. */
export function readersOf(nodes: readonly GraphNode[]): ReadonlyMap<string, readonly GraphNode[]> {
  const readers = new Map<string, GraphNode[]>();
  for (const node of nodes) {
    for (const input of node.inputs) {
      const known = readers.get(input);
      if (known) known.push(node);
      else readers.set(input, [node]);
    }
  }
  return readers;
}

/** A `Placeholder`: an input of the step. */
export function placeholder(name: string, shape: readonly number[], dtype: number): GraphNode {
  const attributes = [
    {name: 'dtype', type: AttributeType.type, value: dtype},
    {name: 'shape', type: AttributeType.shape, value: shape},
  ];
  return {name, op: 'Placeholder', inputs: [], attributes, shapes: [shape]};
}

/** A constant of more values goes to TensorFlow as a tensor: in the message of a graph it would be copied a few times. */
export const MOST_ENCODED = 1024;

/** A `Const`: a tensor that the step takes from outside, or makes from numbers. */
export function constant(name: string, shape: readonly number[], dtype: number, values: TensorValues): GraphNode {
  const attributes: Attribute[] = [{name: 'dtype', type: AttributeType.type, value: dtype}];
  if (values.length <= MOST_ENCODED || dtype === DType.string) {
    attributes.push({name: 'value', type: AttributeType.tensor, value: encodeTensor(shape, dtype, values)});
  }
  return {name, op: 'Const', inputs: [], attributes, shapes: [shape], values};
}

/** A `TensorProto` (tensorflow/core/framework/tensor.proto). */
function encodeTensor(shape: readonly number[], dtype: number, values: TensorValues): Uint8Array {
  const writer = new BinaryWriter().tag(1, WireType.Varint).int32(dtype);
  writeShape(writer, 2, shape);
  if (dtype === DType.string) {
    for (const value of values as readonly (string | Uint8Array)[]) {
      writer.tag(8, WireType.LengthDelimited).bytes(typeof value === 'string' ? Buffer.from(value) : value);
    }
    return writer.finish();
  }
  const layout = layoutOf(dtype);
  if (!layout) throw new EngineError('NOT_RECORDABLE', `A tensor of dtype ${dtype} cannot be part of a recorded step.`);
  const array = new layout.Array(values.length);
  array.set(values as ArrayLike<number>);
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  return writer.tag(4, WireType.LengthDelimited).bytes(bytes).finish();
}
