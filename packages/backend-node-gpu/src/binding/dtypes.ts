/** `TF_DataType` of tensorflow/c/tf_datatype.h, those that TF.js or a recorded step uses. */
export const DType = {
  float32: 1,
  int32: 3,
  uint8: 4,
  string: 7,
  complex64: 8,
  int64: 9,
  bool: 10,
  bfloat16: 14,
  float16: 19,
  resource: 20,
} as const;

/** Number of a TensorFlow data type. */
export type DTypeNumber = number;

/** Name of a data type, for messages. */
export function dtypeName(dtype: DTypeNumber): string {
  return Object.entries(DType).find(([, number]) => number === dtype)?.[0] ?? `dtype ${dtype}`;
}

type NumericArray = Float32Array | Int32Array | Uint8Array | Uint16Array;
type NumericArrayConstructor = {
  new (buffer: ArrayBufferLike, byteOffset: number, length: number): NumericArray;
  new (length: number): NumericArray;
  readonly BYTES_PER_ELEMENT: number;
};

/** How one data type lies in memory: its typed array, and how many of its numbers make an element. */
export interface Layout {
  readonly Array: NumericArrayConstructor;
  readonly perElement: number;
}

const layouts = new Map<DTypeNumber, Layout>([
  [DType.float32, {Array: Float32Array, perElement: 1}],
  [DType.int32, {Array: Int32Array, perElement: 1}],
  [DType.uint8, {Array: Uint8Array, perElement: 1}],
  [DType.bool, {Array: Uint8Array, perElement: 1}],
  [DType.complex64, {Array: Float32Array, perElement: 2}],
  [DType.int64, {Array: Int32Array, perElement: 2}],
  [DType.bfloat16, {Array: Uint16Array, perElement: 1}],
  [DType.float16, {Array: Uint16Array, perElement: 1}],
]);

/** Layout of a data type of fixed size; undefined for strings and resources. */
export function layoutOf(dtype: DTypeNumber): Layout | undefined {
  return layouts.get(dtype);
}
