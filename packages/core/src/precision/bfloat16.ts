/** Numbers of bfloat16, given as their 16 bits, which are the upper half of those of single precision. Exact. */
export function fromBfloat16(values: Uint16Array): Float32Array {
  const bits = new Uint32Array(values.length);
  for (let i = 0; i < values.length; i++) bits[i] = values[i]! << 16;
  return new Float32Array(bits.buffer);
}

/** Numbers rounded to bfloat16 (ties to even), as their 16 bits. Those too large for it become infinite. */
export function toBfloat16(values: Float32Array): Uint16Array {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  return Uint16Array.from(bits, bfloat16);
}

/** From the bits of single precision to those of bfloat16. */
function bfloat16(bits: number): number {
  const kept = bits >>> 16;
  // A NaN stays one, though the bits that tell it from infinity may all be dropped.
  if ((bits & 0x7fffffff) > 0x7f800000) return kept | 0x40;
  return (bits + 0x7fff + (kept & 1)) >>> 16;
}
