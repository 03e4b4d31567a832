import {createHash} from 'node:crypto';
import {cifar10Description} from '../datasets/cifar-10.js';
import {cifar100Description} from '../datasets/cifar-100.js';
import {filesOf, type ZipArchive} from '../datasets/description.js';
import {fashionMnistDescription} from '../datasets/fashion-mnist.js';
import {mnistDescription} from '../datasets/mnist.js';
import {DataError} from '../error.js';
import {digestContents, digestFile} from './contents.js';

/** A file, with the checksum of its uncompressed bytes where one is known; where none is, any bytes are right. */
export interface KnownFile {
  readonly name: string;
  /** SHA-256, in hexadecimal. */
  readonly sha256?: string;
}

/**
 * Reads the whole file at `path` and compares its checksum.
 *
 * @throws DataError `FILE_MISMATCH` for another file, and as {@link digestContents}.
 */
export async function checkFile(path: string, file: KnownFile): Promise<void> {
  compare(path, {expected: file, sha256: await digestContents(path)});
}

/**
 * As {@link checkFile} for a file whose checksum is that of its bytes as they are: an archive.
 *
 * @throws DataError `FILE_MISMATCH` for another file, and as {@link digestFile}.
 */
export async function checkArchive(path: string, archive: KnownFile): Promise<void> {
  compare(path, {expected: archive, sha256: await digestFile(path)});
}

/**
 * As {@link checkArchive} for a zip of which only the MD5 is known.
 *
 * @throws DataError as {@link checkArchive}.
 */
export async function checkZip(path: string, {name, md5}: ZipArchive): Promise<void> {
  const got = await digestFile(path, 'md5');
  if (got !== md5) throw new DataError('FILE_MISMATCH', `${path}: expected ${name} with MD5 ${md5}, got ${got}`);
}

/** Whether there is a file at `path` and it is the one expected. */
export async function isRight(path: string, file: KnownFile): Promise<boolean> {
  return checkFile(path, file).then(
    () => true,
    () => false,
  );
}

/**
 * Compares the checksum of bytes that were read from `path`.
 *
 * @throws DataError `FILE_MISMATCH` if they are other bytes.
 */
export function checkBytes(path: string, {file, bytes}: {file: KnownFile; bytes: Uint8Array}): void {
  compare(path, {expected: file, sha256: createHash('sha256').update(bytes).digest('hex')});
}

function compare(path: string, {expected, sha256}: {expected: KnownFile; sha256: string}): void {
  if (expected.sha256 === undefined || sha256 === expected.sha256) return;
  const known = identify(sha256);
  const got = known ? `this is ${known}` : `corrupted, or of another data set: its SHA-256 is ${sha256}`;
  throw new DataError('FILE_MISMATCH', `${path}: expected ${expected.name} with SHA-256 ${expected.sha256}; ${got}`);
}

/** The files of all data sets that come in several. */
const KNOWN: readonly {readonly title: string; readonly files: readonly KnownFile[]}[] = [
  ...[mnistDescription, fashionMnistDescription].map(one => ({title: one.title, files: filesOf(one)})),
  ...[cifar10Description, cifar100Description].map(one => ({title: one.title, files: [...one.train, ...one.test]})),
];

/** The file with this checksum among those known, in words. */
function identify(sha256: string): string | undefined {
  for (const {title, files} of KNOWN) {
    const file = files.find(file => file.sha256 === sha256);
    if (file) return `${file.name} of ${title}`;
  }
  return undefined;
}
