import {createHash} from 'node:crypto';
import {createReadStream} from 'node:fs';
import {open} from 'node:fs/promises';
import {pipeline} from 'node:stream/promises';
import {promisify} from 'node:util';
import {createGunzip, gunzip} from 'node:zlib';
import {DataError} from '../error.js';

/** More than any file of a data set holds; a file that unzips to more is not one of them. */
const LIMIT = 2 ** 30;

/**
 * The bytes of a file, unzipped if it is gzip, whatever its name.
 *
 * @throws DataError `FILE_MISSING`, `FILE_UNREADABLE`, `FILE_EMPTY`, or `FILE_BROKEN` if it does not unzip.
 */
export async function readContents(path: string): Promise<Uint8Array> {
  try {
    const file = await open(path);
    try {
      const bytes = await file.readFile();
      if (bytes.length === 0) throw empty(path);
      return isGzip(bytes) ? await promisify(gunzip)(bytes, {chunkSize: 2 ** 20, maxOutputLength: LIMIT}) : bytes;
    } finally {
      await file.close();
    }
  } catch (error) {
    throw readError(path, error);
  }
}

/**
 * SHA-256 of the bytes of a file, unzipped if it is gzip, in hexadecimal. Reads in pieces.
 *
 * @throws DataError as {@link readContents}.
 */
export async function digestContents(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    const file = await open(path);
    const {buffer, bytesRead} = await file.read({buffer: Buffer.alloc(2), position: 0}).finally(() => file.close());
    if (bytesRead === 0) throw empty(path);
    if (isGzip(buffer)) await pipeline(createReadStream(path), createGunzip({chunkSize: 2 ** 18}), hash);
    else await pipeline(createReadStream(path), hash);
  } catch (error) {
    throw readError(path, error);
  }
  return hash.digest('hex');
}

/**
 * Checksum of the bytes of a file as they are, in hexadecimal. Reads in pieces.
 *
 * @throws DataError `FILE_MISSING` or `FILE_UNREADABLE`.
 */
export async function digestFile(path: string, algorithm: 'sha256' | 'md5' = 'sha256'): Promise<string> {
  const hash = createHash(algorithm);
  try {
    await pipeline(createReadStream(path), hash);
  } catch (error) {
    throw readError(path, error);
  }
  return hash.digest('hex');
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

function empty(path: string): DataError {
  return new DataError('FILE_EMPTY', `${path}: the file is empty`);
}

/** What reading or unzipping `path` failed with, as an error of this package. */
export function readError(path: string, error: unknown): unknown {
  if (error instanceof DataError || !(error instanceof Error)) return error;
  const options = {cause: error};
  switch ('code' in error ? error.code : '') {
    case 'ENOENT':
    case 'ENOTDIR':
      return new DataError('FILE_MISSING', `${path}: there is no such file`, options);
    case 'EISDIR':
      return new DataError('FILE_UNREADABLE', `${path}: expected a file, got a folder`, options);
    case 'EACCES':
    case 'EPERM':
      return new DataError('FILE_UNREADABLE', `${path}: this user may not read the file`, options);
    case 'Z_BUF_ERROR':
      return new DataError('FILE_BROKEN', `${path}: truncated: the gzip stream ends too early`, options);
    case 'Z_DATA_ERROR':
      return new DataError('FILE_BROKEN', `${path}: corrupted: it does not unzip (${error.message})`, options);
    case 'ERR_BUFFER_TOO_LARGE':
      return new DataError('FILE_BROKEN', `${path}: unzips to more than ${LIMIT} bytes`, options);
    default:
      return error;
  }
}
