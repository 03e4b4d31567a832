import {inflateSync} from 'fflate/browser';
import type {Allowance} from '../bytes/allowance.js';
import {type ByteSource, readRange} from '../bytes/byte-source.js';
import {CoreError} from '../errors.js';
import type {ZipArchive, ZipEntry} from './zip-entry.js';

const headerLength = 30;
const headerSignature = 0x04034b50;

/**
 * The unpacked bytes of a member of a zip archive. Their number is checked against the file's size, or taken from the
 * allowance, before they are. Checksums are left to the caller: PyTorch may write members without.
 *
 * @throws CoreError `FILE_TRUNCATED`, `FILE_CORRUPT` or `FILE_EXPANDS`.
 */
export async function readMember(
  source: ByteSource,
  archive: ZipArchive,
  {entry, allowance}: {entry: ZipEntry; allowance: Allowance},
): Promise<Uint8Array<ArrayBuffer>> {
  const {name, headerAt, packedSize, size} = entry;
  const what = `'${name}' of the zip archive`;
  const bytes = await readRange(source, {begin: headerAt, end: headerAt + headerLength, what});
  const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (header.getUint32(0, true) !== headerSignature) throw corrupt(what, `has no header at byte ${headerAt}`);
  const begin = headerAt + headerLength + header.getUint16(26, true) + header.getUint16(28, true);
  const end = begin + packedSize;
  if (end > archive.directoryAt) throw corrupt(what, `reaches to byte ${end}, into the directory`);
  allowance.take(packedSize, what);
  const packed = await readRange(source, {begin, end, what});
  if (!entry.deflated) return packed;
  allowance.take(size, what);
  return inflate(packed, {size, what});
}

function inflate(packed: Uint8Array, {size, what}: {size: number; what: string}): Uint8Array<ArrayBuffer> {
  // One byte more than announced, which shows whether there are more; what does not fit is dropped.
  const out = new Uint8Array(size + 1);
  let unpacked: Uint8Array;
  try {
    unpacked = inflateSync(packed, {out});
  } catch (cause) {
    throw corrupt(what, 'cannot be unpacked', cause);
  }
  if (unpacked.length !== size) throw corrupt(what, `does not unpack to the ${size} bytes that it announces`);
  return out.subarray(0, size);
}

function corrupt(what: string, problem: string, cause?: unknown): CoreError {
  return new CoreError('FILE_CORRUPT', `${what} ${problem}: the file is damaged`, {cause});
}
