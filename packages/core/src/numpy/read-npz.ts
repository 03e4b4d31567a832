import type {Allowance} from '../bytes/allowance.js';
import type {ByteSource} from '../bytes/byte-source.js';
import {CoreError} from '../errors.js';
import type {SafeTensor} from '../safetensors/types.js';
import {crc32} from '../zip/crc32.js';
import {readMember} from '../zip/read-member.js';
import type {ZipArchive} from '../zip/zip-entry.js';
import {decodeNpy} from './decode-npy.js';

const extension = '.npy';

/** Whether a zip archive has arrays and nothing else. */
export function isNpz({entries}: ZipArchive): boolean {
  return entries.size > 0 && [...entries.keys()].every(name => name.endsWith(extension));
}

/** The arrays of a `.npz` file, as `numpy.savez` and `numpy.savez_compressed` write them, by name. */
export async function readNpz(
  source: ByteSource,
  {archive, allowance}: {archive: ZipArchive; allowance: Allowance},
): Promise<Record<string, SafeTensor>> {
  const tensors: [string, SafeTensor][] = [];
  for (const entry of archive.entries.values()) {
    const bytes = await readMember(source, archive, {entry, allowance});
    if (crc32(bytes) !== entry.crc32) {
      throw new CoreError('FILE_CORRUPT', `'${entry.name}' has not the checksum that it should have: it is damaged`);
    }
    // Once more for an array that has to be brought into another order.
    allowance.take(bytes.length, `'${entry.name}'`);
    tensors.push([entry.name.slice(0, -extension.length), decodeNpy(bytes, `'${entry.name}'`)]);
  }
  return Object.fromEntries(tensors);
}
