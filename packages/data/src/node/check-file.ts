import {createHash} from 'node:crypto';
import {type DataFile, type DatasetDescription, filesOf} from '../datasets/description.js';
import {fashionMnistDescription} from '../datasets/fashion-mnist.js';
import {mnistDescription} from '../datasets/mnist.js';
import {DataError} from '../error.js';
import {digestContents} from './contents.js';

/**
 * Reads the whole file at `path` and compares its checksum.
 *
 * @throws DataError `FILE_MISMATCH` for another file, and as {@link digestContents}.
 */
export async function checkFile(path: string, file: DataFile): Promise<void> {
  compare(path, {expected: file, sha256: await digestContents(path)});
}

/**
 * Compares the checksum of bytes that were read from `path`.
 *
 * @throws DataError `FILE_MISMATCH` if they are other bytes.
 */
export function checkBytes(path: string, {file, bytes}: {file: DataFile; bytes: Uint8Array}): void {
  compare(path, {expected: file, sha256: createHash('sha256').update(bytes).digest('hex')});
}

function compare(path: string, {expected, sha256}: {expected: DataFile; sha256: string}): void {
  if (sha256 === expected.sha256) return;
  const known = identify(sha256);
  const got = known ? `this is ${known}` : `corrupted, or of another data set: its SHA-256 is ${sha256}`;
  throw new DataError('FILE_MISMATCH', `${path}: expected ${expected.name} with SHA-256 ${expected.sha256}; ${got}`);
}

/** The file with this checksum among those known, in words. */
function identify(sha256: string): string | undefined {
  const known: DatasetDescription[] = [mnistDescription, fashionMnistDescription];
  for (const description of known) {
    const file = filesOf(description).find(file => file.sha256 === sha256);
    if (file) return `${file.name} of ${description.title}`;
  }
  return undefined;
}
