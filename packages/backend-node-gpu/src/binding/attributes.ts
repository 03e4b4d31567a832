import {BinaryWriter, WireType} from '@bufbuild/protobuf/wire';
import {EngineError} from '../errors.js';
import type {CApi, Pointer} from './c-api.js';
import type {Status} from './status.js';

/** `TF_AttrType` of tensorflow/c/c_api.h. */
export const AttributeType = {string: 0, int: 1, float: 2, bool: 3, type: 4, shape: 5, tensor: 6, function: 8} as const;

/** Value of an attribute; an array makes a list, but for `shape`, whose single value is an array already. */
type AttributeValue =
  | string
  | number
  | boolean
  | Uint8Array
  | readonly string[]
  | readonly number[]
  | readonly boolean[]
  | readonly (readonly number[])[];

/** An attribute of an operation, in the form in which tfjs-node's kernels give it. */
export interface Attribute {
  readonly name: string;
  readonly type: number;
  readonly value: AttributeValue;
}

/** Sets the attributes of an eager operation: the common kinds directly, the rest as `AttrValue` messages. */
export function setAttributes(api: CApi, op: Pointer, attributes: readonly Attribute[], status: Status): void {
  for (const attribute of attributes) {
    const {name, type, value} = attribute;
    if (type === AttributeType.type && typeof value === 'number') api.TFE_OpSetAttrType(op, name, value);
    else if (type === AttributeType.int && typeof value === 'number') api.TFE_OpSetAttrInt(op, name, value);
    else if (type === AttributeType.float && typeof value === 'number') api.TFE_OpSetAttrFloat(op, name, value);
    else if (type === AttributeType.bool && !Array.isArray(value)) api.TFE_OpSetAttrBool(op, name, value ? 1 : 0);
    else if (type === AttributeType.string && typeof value === 'string') {
      const bytes = Buffer.from(value);
      api.TFE_OpSetAttrString(op, name, bytes, bytes.length);
    } else if (type === AttributeType.int && Array.isArray(value)) {
      api.TFE_OpSetAttrIntList(op, name, BigInt64Array.from(value as number[], BigInt), value.length);
    } else {
      const proto = encodeAttribute(attribute);
      api.TFE_OpSetAttrValueProto(op, name, proto, proto.length, status.pointer);
      status.check(() => `setting attribute ${name}`);
    }
  }
}

/** An `AttrValue` message (tensorflow/core/framework/attr_value.proto). */
export function encodeAttribute({name, type, value}: Attribute): Uint8Array {
  const isList = Array.isArray(value) && (type !== AttributeType.shape || Array.isArray(value[0]));
  const writer = new BinaryWriter();
  if (!isList) {
    writeValue(writer, name, type, value);
    return writer.finish();
  }
  writer.tag(1, WireType.LengthDelimited).fork();
  for (const item of value) writeValue(writer, name, type, item as AttributeValue);
  return writer.join().finish();
}

/** A `TensorShapeProto` (tensorflow/core/framework/tensor_shape.proto), written in place. */
export function writeShape(writer: BinaryWriter, field: number, shape: readonly number[]): void {
  writer.tag(field, WireType.LengthDelimited).fork();
  for (const dim of shape) writer.tag(2, WireType.LengthDelimited).fork().tag(1, WireType.Varint).int64(dim).join();
  writer.join();
}

/** The fields of `AttrValue` and of its `ListValue` have the same numbers: one writer serves both. */
function writeValue(writer: BinaryWriter, name: string, type: number, value: AttributeValue): void {
  switch (type) {
    case AttributeType.string:
      writer
        .tag(2, WireType.LengthDelimited)
        .bytes(typeof value === 'string' ? Buffer.from(value) : (value as Uint8Array));
      break;
    case AttributeType.int:
      writer.tag(3, WireType.Varint).int64(value as number);
      break;
    case AttributeType.float:
      writer.tag(4, WireType.Bit32).float(value as number);
      break;
    case AttributeType.bool:
      writer.tag(5, WireType.Varint).bool(Boolean(value));
      break;
    case AttributeType.type:
      writer.tag(6, WireType.Varint).int32(value as number);
      break;
    case AttributeType.shape:
      writeShape(writer, 7, value as number[]);
      break;
    case AttributeType.tensor:
      writer.tag(8, WireType.LengthDelimited).bytes(value as Uint8Array);
      break;
    case AttributeType.function:
      writer
        .tag(10, WireType.LengthDelimited)
        .fork()
        .tag(1, WireType.LengthDelimited)
        .string(value as string)
        .join();
      break;
    default:
      throw new EngineError('UNSUPPORTED', `Attribute ${name} has the unknown type ${type}.`);
  }
}
