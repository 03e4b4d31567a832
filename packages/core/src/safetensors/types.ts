/** The array that holds the values of each data type. Half precision and bfloat16 are kept as their 16 raw bits. */
export interface SafeTensorData {
  U64: BigUint64Array;
  I64: BigInt64Array;
  F64: Float64Array;
  F32: Float32Array;
  U32: Uint32Array;
  I32: Int32Array;
  BF16: Uint16Array;
  F16: Uint16Array;
  U16: Uint16Array;
  I16: Int16Array;
  I8: Int8Array;
  U8: Uint8Array;
  /** One byte a value, 0 or 1. */
  BOOL: Uint8Array;
}

/** A data type of the format that is supported here. */
export type SafeTensorType = keyof SafeTensorData;

/** A tensor of one data type: row-major values and their shape. */
export interface SafeTensorOf<Type extends SafeTensorType> {
  dtype: Type;
  shape: number[];
  data: SafeTensorData[Type];
}

/** A tensor as a safetensors file holds it. `dtype` tells the type of `data`. */
export type SafeTensor = {[Type in SafeTensorType]: SafeTensorOf<Type>}[SafeTensorType];

interface ArrayType<Data> {
  new (buffer: ArrayBufferLike, byteOffset?: number, length?: number): Data;
  readonly BYTES_PER_ELEMENT: number;
}

/** Makes the array of each data type, in the order in which the reference implementation lays tensors out. */
export const arrayTypes: {readonly [Type in SafeTensorType]: ArrayType<SafeTensorData[Type]>} = {
  U64: BigUint64Array,
  I64: BigInt64Array,
  F64: Float64Array,
  F32: Float32Array,
  U32: Uint32Array,
  I32: Int32Array,
  BF16: Uint16Array,
  F16: Uint16Array,
  U16: Uint16Array,
  I16: Int16Array,
  I8: Int8Array,
  U8: Uint8Array,
  BOOL: Uint8Array,
};

/** What the header says of a tensor: the bytes from `data_offsets[0]` up to `data_offsets[1]` behind the header. */
export interface HeaderEntry {
  dtype: SafeTensorType;
  shape: number[];
  data_offsets: [begin: number, end: number];
}

/** Bytes of the header's length, a little-endian unsigned integer at the start of the file. */
export const lengthBytes = 8;

/** The key of the header under which the metadata lies. */
export const metadataKey = '__metadata__';

/** Number of values in a tensor. */
export function valueCount(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** Whether a value is a list of lengths: integers from 0 on. */
export function isLengths(value: unknown): value is number[] {
  return Array.isArray(value) && value.every(length => Number.isSafeInteger(length) && length >= 0);
}
