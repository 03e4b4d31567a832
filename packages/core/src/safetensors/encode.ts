import {encodeText} from '../bytes/text.js';
import {CoreError} from '../errors.js';
import {
  arrayTypes,
  type HeaderEntry,
  isLengths,
  lengthBytes,
  metadataKey,
  type SafeTensor,
  valueCount,
} from './types.js';

/**
 * Tensors as the bytes of a safetensors file (https://huggingface.co/docs/safetensors), laid out as the reference
 * implementation does it. The same tensors and metadata give the same bytes.
 *
 * @param tensors By name.
 * @param metadata Texts to carry along.
 * @throws CoreError `SAFETENSORS_TENSOR` for data that contradict their type or shape; `SAFETENSORS_HEADER` for a name
 *   that the format reserves.
 */
export function encodeSafetensors(
  tensors: Readonly<Record<string, SafeTensor>>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  const ordered = Object.entries(tensors).sort(byLayout);
  const entries: [string, HeaderEntry][] = [];
  let end = 0;
  for (const [name, tensor] of ordered) {
    requireConsistent(name, tensor);
    const begin = end;
    end += tensor.data.byteLength;
    entries.push([name, {dtype: tensor.dtype, shape: tensor.shape, data_offsets: [begin, end]}]);
  }
  const header = encodeHeader(entries, metadata);
  const dataStart = lengthBytes + header.length;
  const bytes = new Uint8Array(dataStart + end);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true);
  bytes.set(header, lengthBytes);
  ordered.forEach(([, {data}], index) => {
    const [begin] = entries[index]![1].data_offsets;
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), dataStart + begin);
  });
  return bytes;
}

const layoutOrder = Object.keys(arrayTypes);

/** By data type, widest values first, so that every tensor starts at a multiple of their width; then by name. */
function byLayout([nameA, a]: [string, SafeTensor], [nameB, b]: [string, SafeTensor]): number {
  const type = layoutOrder.indexOf(a.dtype) - layoutOrder.indexOf(b.dtype);
  return type || (nameA < nameB ? -1 : 1);
}

function encodeHeader(
  entries: readonly [string, HeaderEntry][],
  metadata: Readonly<Record<string, string>>,
): Uint8Array {
  if (!Object.values(metadata).every(value => typeof value === 'string')) {
    throw new CoreError('SAFETENSORS_HEADER', 'expected metadata to map names to texts: turn other values into text');
  }
  const carried = Object.keys(metadata).length > 0 ? [[metadataKey, metadata] as const] : [];
  const json = encodeText(JSON.stringify(Object.fromEntries([...carried, ...entries])));
  const header = new Uint8Array(Math.ceil(json.length / 8) * 8).fill(0x20);
  header.set(json);
  return header;
}

function requireConsistent(name: string, {dtype, shape, data}: SafeTensor): void {
  if (name === metadataKey) {
    throw new CoreError('SAFETENSORS_HEADER', `a tensor cannot be called '${metadataKey}': choose another name`);
  }
  const arrayType = Object.hasOwn(arrayTypes, dtype) ? arrayTypes[dtype] : undefined;
  if (arrayType && data instanceof arrayType && isLengths(shape) && valueCount(shape) === data.length) return;
  throw new CoreError(
    'SAFETENSORS_TENSOR',
    `${name}: expected a ${arrayType?.name ?? 'known data type'} for ${dtype} with as many values as shape [${shape}] has, ` +
      `got ${data.length} in a ${data.constructor.name}`,
  );
}
