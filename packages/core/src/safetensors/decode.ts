import {readHeader} from './header.js';
import {arrayTypes, type HeaderEntry, type SafeTensor} from './types.js';

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
  const {entries, metadata, dataStart} = readHeader(bytes);
  const data = bytes.subarray(dataStart);
  const tensors = entries.map(([name, entry]) => [name, readTensor(data, entry)] as const);
  // Not by assignment: a tensor may be called '__proto__'.
  return {tensors: Object.fromEntries(tensors), metadata};
}

function readTensor(data: Uint8Array, {dtype, shape, data_offsets: [begin, end]}: HeaderEntry): SafeTensor {
  const values = new Uint8Array(data.subarray(begin, end));
  return {dtype, shape, data: new arrayTypes[dtype](values.buffer)} as SafeTensor;
}
