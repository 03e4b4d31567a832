import {DataError} from './error.js';

/** An array from an IDX file, the format of MNIST: row-major bytes. */
export interface IdxArray {
  readonly shape: number[];
  /** A view of the decoded bytes. */
  readonly data: Uint8Array;
}

const UINT8 = 0x08;

/**
 * Decodes the bytes of one IDX file of unsigned bytes: `00 00 08`, the number of dimensions, each dimension as a
 * big-endian 32-bit integer, the values. `name` stands for the file in messages.
 *
 * @throws DataError `FILE_EMPTY` or `FILE_BROKEN` for anything else, also for bytes missing or left over at the end.
 */
export function decodeIdx(bytes: Uint8Array, name: string): IdxArray {
  const {array, end} = decodeIdxAt(bytes, 0, name);
  if (end < bytes.length) {
    throw new DataError('FILE_BROKEN', `${name}: expected ${end} bytes, as its header says, got ${bytes.length}`);
  }
  return array;
}

/** Decodes IDX files that stand one after another. */
export function decodeIdxSequence(bytes: Uint8Array, name: string): IdxArray[] {
  const arrays: IdxArray[] = [];
  for (let offset = 0; offset < bytes.length; ) {
    const {array, end} = decodeIdxAt(bytes, offset, name);
    arrays.push(array);
    offset = end;
  }
  return arrays;
}

function decodeIdxAt(bytes: Uint8Array, offset: number, name: string): {array: IdxArray; end: number} {
  if (bytes.length === 0) throw new DataError('FILE_EMPTY', `${name}: expected an IDX file, got an empty one`);
  const magic = bytes.subarray(offset, offset + 4);
  const dimensions = magic[3] ?? 0;
  if (magic[0] !== 0 || magic[1] !== 0 || magic[2] !== UINT8 || dimensions === 0) {
    const got = `${hex(magic)}${magic[0] === '<'.charCodeAt(0) ? ', which looks like a web page' : ''}`;
    throw new DataError('FILE_BROKEN', `${name}: expected an IDX file of bytes (it begins 00 00 08), got ${got}`);
  }
  const start = offset + 4 + 4 * dimensions;
  if (start > bytes.length) throw truncated(name, start - offset, bytes.length - offset);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shape = Array.from({length: dimensions}, (_, axis) => view.getUint32(offset + 4 + 4 * axis));
  const end = start + shape.reduce((a, b) => a * b, 1);
  if (end > bytes.length) throw truncated(name, end - offset, bytes.length - offset);
  return {array: {shape, data: bytes.subarray(start, end)}, end};
}

function truncated(name: string, expected: number, got: number): DataError {
  return new DataError('FILE_BROKEN', `${name}: truncated: expected ${expected} bytes, got ${got}`);
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join(' ');
}
