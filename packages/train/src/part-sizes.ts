/** Sizes of the parts of a batch, as equal as they can be, none of them 0. */
export function partSizes(batch: number, parts: number): number[] {
  const count = Math.min(batch, parts);
  return Array.from({length: count}, (_, i) => Math.floor((batch + i) / count));
}
