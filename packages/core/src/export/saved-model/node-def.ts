import {Message} from '../protobuf/message.js';

/** `DataType` of tensorflow/core/framework/types.proto. */
export const DataType = {float: 1, int32: 3, half: 19} as const;

/** Values of attributes: `AttrValue` of tensorflow/core/framework/attr_value.proto. */
export const attr = {
  text: (value: string): Message => new Message().text(2, value),
  int: (value: number): Message => new Message().int(3, value),
  ints: (values: readonly number[]): Message => new Message().message(1, new Message().ints(3, values)),
  float: (value: number): Message => new Message().float(4, value),
  bool: (value: boolean): Message => new Message().int(5, value),
  type: (value: number): Message => new Message().int(6, value),
  shape: (shape: readonly number[]): Message => new Message().message(7, shapeMessage(shape)),
  tensor: (tensor: Message): Message => new Message().message(8, tensor),
};

/** A node of a graph. `inputs` name its sources: `NODE` for a node's first output, else `NODE:INDEX`. */
export interface NodeDef {
  readonly name: string;
  readonly op: string;
  readonly inputs?: readonly string[];
  readonly attrs?: Readonly<Record<string, Message>>;
}

/** A `NodeDef` (tensorflow/core/framework/node_def.proto). */
export function nodeDef({name, op, inputs = [], attrs = {}}: NodeDef): Message {
  const node = new Message().text(1, name).text(2, op);
  for (const input of inputs) node.text(3, input);
  for (const [key, value] of Object.entries(attrs)) node.entry(5, key, value);
  return node;
}

/** A `TensorShapeProto` (tensorflow/core/framework/tensor_shape.proto); -1 is an unknown length. */
export function shapeMessage(shape: readonly number[]): Message {
  const message = new Message();
  for (const length of shape) message.message(2, new Message().int(1, length));
  return message;
}
