import {arrayTypes, type SafeTensorData, type SafeTensorType, valueCount} from '../safetensors/types.js';

/** Where the values of a tensor lie in an array: `offset` for the first, and the distance of neighbours on each axis. */
export interface Strided {
  offset: number;
  shape: readonly number[];
  strides: readonly number[];
}

/** The distances of neighbours in row-major order. */
export function rowMajorStrides(shape: readonly number[]): number[] {
  const strides: number[] = [];
  let stride = 1;
  for (const length of [...shape].reverse()) {
    strides.push(stride);
    stride *= length;
  }
  return strides.reverse();
}

/** Whether values lie in row-major order without gaps. Axes of one value, or an empty tensor, have no say. */
export function isRowMajor({shape, strides}: Strided): boolean {
  const expected = rowMajorStrides(shape);
  return valueCount(shape) === 0 || shape.every((length, axis) => length === 1 || strides[axis] === expected[axis]);
}

/** Copies values into row-major order. All of them have to lie within the array. */
export function packStrided<Type extends SafeTensorType>(
  dtype: Type,
  values: SafeTensorData[Type],
  {offset, shape, strides}: Strided,
): SafeTensorData[Type] {
  const arrayType = arrayTypes[dtype];
  const packed = new arrayType(new ArrayBuffer(valueCount(shape) * arrayType.BYTES_PER_ELEMENT));
  if (packed.length === 0) return packed;
  const axes = shape.map((length, axis) => ({length, stride: strides[axis]!})).filter(({length}) => length > 1);
  // Whatever their type is, both are of the same.
  copyStrided(values as Float32Array, packed as Float32Array, {axes, offset});
  return packed;
}

interface Axes {
  axes: readonly {length: number; stride: number}[];
  offset: number;
}

function copyStrided(from: Float32Array, to: Float32Array, {axes, offset}: Axes): void {
  let next = 0;
  const visit = (axis: number, at: number): void => {
    const {length, stride} = axes[axis] ?? {length: 1, stride: 0};
    if (axis < axes.length - 1) for (let i = 0; i < length; i++) visit(axis + 1, at + i * stride);
    else for (let i = 0; i < length; i++) to[next++] = from[at + i * stride]!;
  };
  visit(0, offset);
}
