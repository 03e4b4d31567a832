/** The bits of single precision of each of the 65,536 numbers of half precision; made when first needed. */
let singles: Uint32Array | undefined;

/**
 * Numbers of half precision (IEEE 754 binary16), given as their 16 bits. Exact: single precision has them all, those
 * below the normal ones too, and the payload of a NaN stays.
 */
export function fromHalf(halves: Uint16Array): Float32Array {
  singles ??= Uint32Array.from({length: 0x10000}, (_, bits) => single(bits));
  const values = new Uint32Array(halves.length);
  for (let i = 0; i < halves.length; i++) values[i] = singles[halves[i]!]!;
  return new Float32Array(values.buffer);
}

/** From the bits of half precision to those of single precision. */
function single(bits: number): number {
  const sign = (bits & 0x8000) << 16;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return sign | 0x7f800000 | (fraction << 13);
  if (exponent > 0) return sign | ((exponent + 112) << 23) | (fraction << 13);
  if (fraction === 0) return sign;
  // A multiple of 2^-24, which single precision writes with its first bit left out.
  const shift = Math.clz32(fraction) - 21;
  return sign | ((113 - shift) << 23) | (((fraction << shift) & 1023) << 13);
}
