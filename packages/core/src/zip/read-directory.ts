import type {Allowance} from '../bytes/allowance.js';
import {type ByteSource, readRange} from '../bytes/byte-source.js';
import {decodeText} from '../bytes/text.js';
import {CoreError} from '../errors.js';
import {findDirectory} from './end-record.js';
import type {ZipArchive, ZipEntry} from './zip-entry.js';

const entryLength = 46;
const entrySignature = 0x02014b50;
const encryptedFlag = 1;
const stored = 0;
const deflated = 8;
/** In a field of 32 bits, says that the value lies in the 64-bit extension. */
const see64 = 0xffffffff;

/**
 * Reads the directory of a zip archive, 64-bit ones too (PKWARE's APPNOTE.TXT 6.3). The archive is read by ranges and
 * trusted in nothing, for which the small libraries have no way: fflate wants all of it in memory and checks no offset,
 * and those that read ranges are fifty times its size. It serves for what takes skill, inflating.
 *
 * @throws CoreError `FILE_TRUNCATED`, `FILE_CORRUPT`, `FILE_UNSUPPORTED` (encrypted, other compression) or
 *   `FILE_EXPANDS`.
 */
export async function readZipDirectory(source: ByteSource, allowance: Allowance): Promise<ZipArchive> {
  const {begin, end, count} = await findDirectory(source);
  allowance.take(end - begin, 'the directory of the zip archive');
  const bytes = await readRange(source, {begin, end, what: 'the directory of the zip archive'});
  const entries = new Map<string, ZipEntry>();
  let at = 0;
  for (let i = 0; i < count; i++) {
    allowance.take(512, 'the directory of the zip archive');
    const {entry, next} = readEntry(bytes, at);
    // One reader would take the first, another the last.
    if (entries.has(entry.name)) throw corrupt(`it has '${entry.name}' twice`);
    entries.set(entry.name, entry);
    at = next;
  }
  return {entries, directoryAt: begin};
}

function readEntry(bytes: Uint8Array, at: number): {entry: ZipEntry; next: number} {
  if (at + entryLength > bytes.length) throw corrupt('its directory ends before its last member');
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, bytes.length - at);
  if (view.getUint32(0, true) !== entrySignature) throw corrupt('its directory has something that is no member');
  const nameEnd = entryLength + view.getUint16(28, true);
  const extraEnd = nameEnd + view.getUint16(30, true);
  const next = extraEnd + view.getUint16(32, true);
  if (next > view.byteLength) throw corrupt('its directory ends before its last member');
  const name = decodeName(bytes.subarray(at + entryLength, at + nameEnd));
  const method = view.getUint16(10, true);
  if (view.getUint16(8, true) & encryptedFlag) throw unsupported(name, 'is encrypted');
  if (method !== stored && method !== deflated) throw unsupported(name, `has compression method ${method}`);
  const extension = extension64(view, nameEnd, extraEnd);
  // In the order in which the extension has those that are too large for their own field.
  const [size, packedSize, headerAt] = [24, 20, 42].map(field => {
    const value = view.getUint32(field, true);
    return value === see64 ? (extension.shift() ?? value) : value;
  }) as [number, number, number];
  if (method === stored && size !== packedSize)
    throw corrupt(`'${name}' is stored in ${packedSize} bytes but has ${size}`);
  const crc32 = view.getUint32(16, true);
  return {entry: {name, deflated: method === deflated, crc32, packedSize, size, headerAt}, next: at + next};
}

/** The values of the 64-bit extension, if there is one among the extra fields. */
function extension64(view: DataView, begin: number, end: number): number[] {
  for (let at = begin; at + 4 <= end; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    const count = Math.floor(Math.min(view.getUint16(at + 2, true), end - at - 4) / 8);
    return Array.from({length: Math.min(count, 3)}, (_, i) => Number(view.getBigUint64(at + 4 + 8 * i, true)));
  }
  return [];
}

function decodeName(bytes: Uint8Array): string {
  try {
    return decodeText(bytes);
  } catch (cause) {
    throw new CoreError('FILE_CORRUPT', 'the zip archive is damaged: it has a member whose name is no text', {cause});
  }
}

function corrupt(problem: string): CoreError {
  return new CoreError('FILE_CORRUPT', `the zip archive is damaged: ${problem}`);
}

function unsupported(name: string, what: string): CoreError {
  return new CoreError(
    'FILE_UNSUPPORTED',
    `'${name}' of the zip archive ${what}, which is not read here: pack it anew`,
  );
}
