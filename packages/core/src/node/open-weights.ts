import {type FileHandle, open} from 'node:fs/promises';
import type {ByteSource} from '../bytes/byte-source.js';
import {CoreError} from '../errors.js';
import {type DecodedWeights, decodeWeights} from '../weights/decode-weights.js';

/** Bytes that one call of the system is asked for. */
const mostAtOnce = 2 ** 30;

/**
 * Reads a file of weights from disk, tensor by tensor: a file of 240 MB takes that much memory and no more. Recognises
 * the formats of {@link decodeWeights}, and gives all of the file, so that nothing stays open:
 * `loadParameters(model, (await openWeights(path)).tensors)`.
 *
 * @throws CoreError `FILE_UNREADABLE`, or as {@link decodeWeights}, with the path in front of the message.
 */
export async function openWeights(path: string): Promise<DecodedWeights> {
  try {
    const file = await attempt(() => open(path));
    try {
      const stat = await attempt(() => file.stat());
      if (!stat.isFile()) throw new CoreError('FILE_UNREADABLE', 'expected a file, got something else');
      return await decodeWeights(fileSource(file, stat.size));
    } finally {
      await file.close();
    }
  } catch (error) {
    throw error instanceof CoreError ? new CoreError(error.code, `${path}: ${error.message}`, {cause: error}) : error;
  }
}

/** Turns errors of the system into the package's own. */
async function attempt<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    throw new CoreError('FILE_UNREADABLE', `cannot be read: ${(cause as Error).message}`, {cause});
  }
}

function fileSource(file: FileHandle, size: number): ByteSource {
  return {
    size,
    async read(begin, end) {
      const bytes = new Uint8Array(end - begin);
      let filled = 0;
      while (filled < bytes.length) {
        const length = Math.min(bytes.length - filled, mostAtOnce);
        const {bytesRead} = await attempt(() => file.read(bytes, filled, length, begin + filled));
        // The file has become shorter since it was opened.
        if (bytesRead === 0) return bytes.slice(0, filled);
        filled += bytesRead;
      }
      return bytes;
    },
  };
}
