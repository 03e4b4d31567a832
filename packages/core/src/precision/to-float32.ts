import type {SafeTensor, SafeTensorType} from '../safetensors/types.js';
import {fromBfloat16} from './bfloat16.js';
import {fromHalf} from './half.js';

/** The data types of numbers that need not be whole. */
export const floatTypes: readonly SafeTensorType[] = ['F32', 'F16', 'BF16', 'F64'];

/**
 * A tensor's values in single precision. Half precision and bfloat16 are exact; doubles and integers go to the nearest
 * number, ties to even; false and true are 0 and 1.
 *
 * @returns Values in row-major order: the tensor's own array where it is of single precision already.
 */
export function toFloat32(tensor: SafeTensor): Float32Array {
  switch (tensor.dtype) {
    case 'F32':
      return tensor.data;
    case 'F16':
      return fromHalf(tensor.data);
    case 'BF16':
      return fromBfloat16(tensor.data);
    case 'I64':
    case 'U64':
      return Float32Array.from(tensor.data as BigInt64Array, nearest);
    default:
      return new Float32Array(tensor.data);
  }
}

/** Bits that single precision has no room for in integers which double precision cannot hold. */
const droppedBits = 0x7ffn;

/** An integer as a double that rounds to single precision as the integer itself would, not by way of a rounded one. */
function nearest(value: bigint): number {
  if (BigInt.asIntN(54, value) === value) return Number(value);
  const rest = value & droppedBits;
  return Number(rest === 0n ? value : (value - rest) | (droppedBits + 1n));
}
