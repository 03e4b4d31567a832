import {CoreError} from '../errors.js';

/** Bytes that can be read piece by piece: of a file, of a `Blob`, or in memory. */
export interface ByteSource {
  /** Number of bytes. */
  readonly size: number;
  /** A copy of the bytes from `begin` up to `end`, which lie within the size, in a buffer of their own. */
  read(begin: number, end: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** The parts of a `Blob` or `File` of the web platform that are needed to read it. */
export interface BlobLike {
  readonly size: number;
  slice(begin: number, end: number): {arrayBuffer(): Promise<ArrayBuffer>};
}

/** Bytes in memory, or a `Blob` or `File` as browsers have them, as a {@link ByteSource}. */
export function toByteSource(source: Uint8Array | BlobLike | ByteSource): ByteSource {
  if (source instanceof Uint8Array) {
    return {size: source.length, read: async (begin, end) => new Uint8Array(source.subarray(begin, end))};
  }
  if ('read' in source) return source;
  return {
    size: source.size,
    read: async (begin, end) => new Uint8Array(await source.slice(begin, end).arrayBuffer()),
  };
}

/**
 * Reads a range that a file claims to have. The claim is checked before anything is allocated.
 *
 * @param what What lies there, for the message.
 * @throws CoreError `FILE_CORRUPT` for numbers that are none of a range; `FILE_TRUNCATED` for one beyond the end.
 */
export async function readRange(
  source: ByteSource,
  {begin, end, what}: {begin: number; end: number; what: string},
): Promise<Uint8Array<ArrayBuffer>> {
  if (!Number.isSafeInteger(begin) || !Number.isSafeInteger(end) || begin < 0 || end < begin) {
    throw new CoreError('FILE_CORRUPT', `${what}: expected a range of bytes, got ${begin} to ${end}`);
  }
  if (end > source.size) {
    throw new CoreError(
      'FILE_TRUNCATED',
      `${what}: expected bytes ${begin} to ${end}, got a file of ${source.size}: it is cut short, or damaged`,
    );
  }
  const bytes = await source.read(begin, end);
  if (bytes.length === end - begin) return bytes;
  throw new CoreError('FILE_TRUNCATED', `${what}: expected ${end - begin} bytes, got ${bytes.length}`);
}
