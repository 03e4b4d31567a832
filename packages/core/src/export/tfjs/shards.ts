/**
 * Bytes one after another, cut into files of at most `size` bytes.
 *
 * @returns `weights.bin`, or `weights-1-of-3.bin` and so on.
 */
export function shards(parts: readonly Uint8Array[], size: number): Record<string, Uint8Array> {
  const total = parts.reduce((sum, {length}) => sum + length, 0);
  const count = Math.max(1, Math.ceil(total / size));
  const names = Array.from({length: count}, (_, i) =>
    count === 1 ? 'weights.bin' : `weights-${i + 1}-of-${count}.bin`,
  );
  const files = names.map((_, i) => new Uint8Array(Math.min(size, total - i * size)));
  let at = 0;
  for (const part of parts) {
    for (let from = 0; from < part.length; ) {
      const offset = at % size;
      const piece = part.subarray(from, from + size - offset);
      files[Math.floor(at / size)]!.set(piece, offset);
      from += piece.length;
      at += piece.length;
    }
  }
  return Object.fromEntries(names.map((name, i) => [name, files[i]!]));
}
