/** Parts of a pickle in a row: texts stand for the bytes of their characters (Latin-1). */
export function pickleBytes(...parts: readonly (string | Uint8Array)[]): Uint8Array<ArrayBuffer> {
  const bytes = parts.map(part => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part));
  return new Uint8Array(Buffer.concat(bytes));
}

/** A number as pickles have it in 32 bits. */
export function uint32(value: number): Uint8Array {
  return new Uint8Array(Uint32Array.of(value).buffer);
}
