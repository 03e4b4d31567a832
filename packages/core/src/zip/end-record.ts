import {type ByteSource, readRange} from '../bytes/byte-source.js';
import {CoreError} from '../errors.js';

/** Where the directory of a zip archive lies. */
export interface DirectoryPlace {
  begin: number;
  end: number;
  /** Number of members. */
  count: number;
}

const recordLength = 22;
const locatorLength = 20;
const record64Length = 56;
const longestComment = 0xffff;
const recordSignature = 0x06054b50;
const locatorSignature = 0x07064b50;
const record64Signature = 0x06064b50;

/**
 * Finds the directory through the record at the end of the archive, or the 64-bit one before it (APPNOTE.TXT 4.3.14 to
 * 4.3.16).
 */
export async function findDirectory(source: ByteSource): Promise<DirectoryPlace> {
  const tailAt = Math.max(0, source.size - recordLength - longestComment - locatorLength);
  const tail = view(await readRange(source, {begin: tailAt, end: source.size, what: 'the end of the zip archive'}));
  const at = endRecordAt(tail);
  const place = {
    count: tail.getUint16(at + 10, true),
    size: tail.getUint32(at + 12, true),
    begin: tail.getUint32(at + 16, true),
    limit: tailAt + at,
  };
  const locatorAt = at - locatorLength;
  if (locatorAt >= 0 && tail.getUint32(locatorAt, true) === locatorSignature) {
    Object.assign(place, await readRecord64(source, Number(tail.getBigUint64(locatorAt + 8, true))));
  }
  const {begin, size, count, limit} = place;
  const end = begin + size;
  if (end > limit) throw corrupt(`expected its directory before byte ${limit}, got ${begin} to ${end}`);
  return {begin, end, count};
}

/** Position of the last record whose comment fills the rest of the file. */
function endRecordAt(tail: DataView): number {
  for (let at = tail.byteLength - recordLength; at >= 0; at--) {
    const isRecord = tail.getUint32(at, true) === recordSignature;
    if (isRecord && at + recordLength + tail.getUint16(at + 20, true) === tail.byteLength) return at;
  }
  throw new CoreError('FILE_TRUNCATED', 'the zip archive has no directory at its end: it is cut short, or damaged');
}

async function readRecord64(
  source: ByteSource,
  at: number,
): Promise<{count: number; size: number; begin: number; limit: number}> {
  const what = 'the 64-bit record of the zip archive';
  const record = view(await readRange(source, {begin: at, end: at + record64Length, what}));
  if (record.getUint32(0, true) !== record64Signature) throw corrupt(`expected its 64-bit record at byte ${at}`);
  const [count, size, begin] = [32, 40, 48].map(field => Number(record.getBigUint64(field, true)));
  return {count: count!, size: size!, begin: begin!, limit: at};
}

function view({buffer, byteOffset, byteLength}: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

function corrupt(problem: string): CoreError {
  return new CoreError('FILE_CORRUPT', `the zip archive is damaged: ${problem}`);
}
