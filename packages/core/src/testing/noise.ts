/**
 * Numbers in [-1, 1) that any language computes alike, from which the references take weights and inputs.
 *
 * @param length How many.
 * @param index Which parameter of a network they are for; -1 is its input.
 */
export function noise(length: number, index: number): Float64Array {
  const values = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    const u = Math.sin(12.9898 * (i + 1) + 78.233 * (index + 1)) * 43758.5453;
    values[i] = 2 * (u - Math.floor(u)) - 1;
  }
  return values;
}
