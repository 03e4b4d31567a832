import {type ByteSource, readRange} from '../bytes/byte-source.js';
import {decodeHeader, headerEnd} from './header.js';
import {arrayTypes, type HeaderEntry, lengthBytes, type SafeTensor} from './types.js';

/** What a safetensors file holds. */
export interface Safetensors {
  /** By name, in the order of the header. */
  tensors: Record<string, SafeTensor>;
  metadata: Record<string, string>;
}

/**
 * Reads a safetensors file (https://huggingface.co/docs/safetensors). Every length and offset is checked before
 * anything is allocated, and no more is allocated than the file is long.
 *
 * @param bytes The whole file.
 * @returns Tensors with copies of their values.
 * @throws CoreError `SAFETENSORS_TRUNCATED`, `SAFETENSORS_HEADER`, `SAFETENSORS_TENSOR` or `SAFETENSORS_OFFSETS`.
 */
export function decodeSafetensors(bytes: Uint8Array): Safetensors {
  const dataStart = headerEnd(bytes, bytes.length);
  const data = bytes.subarray(dataStart);
  const {entries, metadata} = decodeHeader(bytes.subarray(lengthBytes, dataStart), data.length);
  const tensors = entries.map(([name, entry]) => {
    const [begin, end] = entry.data_offsets;
    return [name, toTensor(entry, new Uint8Array(data.subarray(begin, end)))] as const;
  });
  // Not by assignment: a tensor may be called '__proto__'.
  return {tensors: Object.fromEntries(tensors), metadata};
}

/**
 * The same from a source that is read piece by piece, as a file of 240 MB is best: the header first, then each tensor
 * straight into its own memory. No more is allocated than for the header and the tensors.
 *
 * @throws CoreError as {@link decodeSafetensors}, or `FILE_TRUNCATED` where the source has become shorter.
 */
export async function readSafetensors(source: ByteSource): Promise<Safetensors> {
  const what = 'the header of the safetensors file';
  const start = await readRange(source, {begin: 0, end: Math.min(lengthBytes, source.size), what});
  const dataStart = headerEnd(start, source.size);
  const header = await readRange(source, {begin: lengthBytes, end: dataStart, what});
  const {entries, metadata} = decodeHeader(header, source.size - dataStart);
  const tensors: [string, SafeTensor][] = [];
  for (const [name, entry] of entries) {
    const [begin, end] = entry.data_offsets.map(offset => dataStart + offset) as [number, number];
    tensors.push([name, toTensor(entry, await readRange(source, {begin, end, what: name}))]);
  }
  return {tensors: Object.fromEntries(tensors), metadata};
}

/** @param values The tensor's bytes, in a buffer of their own. */
function toTensor({dtype, shape}: HeaderEntry, values: Uint8Array<ArrayBuffer>): SafeTensor {
  return {dtype, shape, data: new arrayTypes[dtype](values.buffer)} as SafeTensor;
}
