import {BinaryReader, WireType} from '@bufbuild/protobuf/wire';

/** A field of a message of protocol buffers: its number, and what it holds. */
export interface Field {
  readonly field: number;
  /** Integers; floats; the bytes of texts, messages and lists. */
  readonly value: number | Uint8Array;
}

/** The fields of a message, in order. Throws where the bytes are none. */
export function fieldsOf(bytes: Uint8Array): Field[] {
  const reader = new BinaryReader(bytes);
  const fields: Field[] = [];
  while (reader.pos < reader.len) {
    const [field, type] = reader.tag();
    if (type === WireType.Varint) fields.push({field, value: Number(reader.int64())});
    else if (type === WireType.Bit32) fields.push({field, value: reader.float()});
    else fields.push({field, value: reader.bytes()});
  }
  return fields;
}

/** What the messages or texts of one field of a message hold, as bytes. */
export function bytesIn(message: Uint8Array, field: number): Uint8Array[] {
  return fieldsOf(message).flatMap(one => (one.field === field ? [one.value as Uint8Array] : []));
}

/** The texts of one field of a message. */
export function textsIn(message: Uint8Array, field: number): string[] {
  return bytesIn(message, field).map(bytes => new TextDecoder().decode(bytes));
}
