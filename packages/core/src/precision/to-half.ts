/**
 * Numbers rounded to half precision (IEEE 754 binary16, ties to even), as their 16 bits. Larger ones than 65504 become
 * infinite, and the smallest zero.
 */
export function toHalf(values: Float32Array): Uint16Array {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  return Uint16Array.from(bits, half);
}

/** From the bits of single precision to those of half precision. */
function half(bits: number): number {
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = bits & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00;
  // From halfway between the largest number and the next that there would be.
  if (magnitude >= 0x477ff000) return sign | 0x7c00;
  const exponent = magnitude >>> 23;
  // Below 2^-14 numbers are multiples of 2^-24.
  if (exponent < 113) return sign | round((magnitude & 0x7fffff) | 0x800000, Math.min(126 - exponent, 31));
  return sign | round(magnitude - (112 << 23), 13);
}

/** Drops bits, to the nearest and at a tie to the even number. */
function round(value: number, bits: number): number {
  const rest = value & ((1 << bits) - 1);
  const kept = value >>> bits;
  const tie = 2 ** (bits - 1);
  return rest > tie || (rest === tie && (kept & 1) === 1) ? kept + 1 : kept;
}
