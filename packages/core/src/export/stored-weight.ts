import {toHalf} from '../precision/to-half.js';
import type {Weight} from './graph/graph.js';

/** The largest number of half precision. */
const LARGEST_HALF = 65504;

/**
 * Whether half precision is for a weight. It is for kernels and matrices alone, and only where every value fits: vectors
 * (biases, batch norm) are small, and running variances can be larger than half precision goes.
 */
export function canBeHalf({shape, data}: Weight): boolean {
  return shape.length >= 2 && data.every(value => Math.abs(value) <= LARGEST_HALF);
}

/** The bytes of a weight's values, in half precision where that is wanted and {@link canBeHalf}. */
export function storeWeight(weight: Weight, {half}: {half: boolean}): {half: boolean; bytes: Uint8Array} {
  const halved = half && canBeHalf(weight);
  return {half: halved, bytes: bytesOf(halved ? toHalf(weight.data) : weight.data)};
}

/** The memory of an array, not copied. Everything that runs this is little-endian, as the formats are. */
export function bytesOf({buffer, byteOffset, byteLength}: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
