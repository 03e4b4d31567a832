import {packStrided, rowMajorStrides} from '../bytes/pack-strided.js';
import {decodeText} from '../bytes/text.js';
import {CoreError} from '../errors.js';
import {arrayTypes, type SafeTensor, type SafeTensorType, valueCount} from '../safetensors/types.js';
import {parseNpyHeader} from './npy-header.js';

/** How an array file begins. */
export const npySignature: readonly number[] = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/** The longest header, as NumPy's own reader has it. */
const longestHeader = 10_000;

/**
 * The array of a `.npy` file of version 1, 2 or 3 (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html).
 *
 * @param bytes The whole file, at the start of a buffer. The array may share its memory.
 * @param what The array's name, for the message.
 * @throws CoreError `FILE_TRUNCATED`, `FILE_CORRUPT` or `FILE_UNSUPPORTED`.
 */
export function decodeNpy(bytes: Uint8Array<ArrayBuffer>, what: string): SafeTensor {
  const {text, dataAt} = splitHeader(bytes, what);
  const {dtype, shape, fortranOrder} = parseNpyHeader(text, what);
  const expected = valueCount(shape) * arrayTypes[dtype].BYTES_PER_ELEMENT;
  const present = bytes.length - dataAt;
  if (expected !== present) {
    const code = present < expected ? 'FILE_TRUNCATED' : 'FILE_CORRUPT';
    throw new CoreError(code, `${what}: expected ${expected} bytes for ${dtype} of shape [${shape}], got ${present}`);
  }
  return tensor({dtype, shape, fortranOrder}, bytes.subarray(dataAt));
}

function splitHeader(bytes: Uint8Array, what: string): {text: string; dataAt: number} {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const version = bytes[6];
  const isNpy = npySignature.every((byte, i) => bytes[i] === byte);
  if (!isNpy || (version !== 1 && version !== 2 && version !== 3)) {
    throw new CoreError('FILE_CORRUPT', `${what} is no array file of version 1, 2 or 3`);
  }
  const headerAt = version === 1 ? 10 : 12;
  if (bytes.length < headerAt) throw truncated(what);
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (length > longestHeader) throw new CoreError('FILE_CORRUPT', `${what} has a header of ${length} bytes`);
  const dataAt = headerAt + length;
  if (dataAt > bytes.length) throw truncated(what);
  try {
    return {text: decodeText(bytes.subarray(headerAt, dataAt)), dataAt};
  } catch (cause) {
    throw new CoreError('FILE_CORRUPT', `${what}: its header is no text`, {cause});
  }
}

function tensor<Type extends SafeTensorType>(
  {dtype, shape, fortranOrder}: {dtype: Type; shape: number[]; fortranOrder: boolean},
  bytes: Uint8Array<ArrayBuffer>,
): SafeTensor {
  const arrayType = arrayTypes[dtype];
  // NumPy aligns the values; other writers need not.
  const isAligned = bytes.byteOffset % arrayType.BYTES_PER_ELEMENT === 0;
  const {buffer, byteOffset} = isAligned ? bytes : new Uint8Array(bytes);
  const values = new arrayType(buffer, byteOffset, valueCount(shape));
  if (!fortranOrder) return {dtype, shape, data: values} as SafeTensor;
  const strides = rowMajorStrides([...shape].reverse()).reverse();
  return {dtype, shape, data: packStrided(dtype, values, {offset: 0, shape, strides})} as SafeTensor;
}

function truncated(what: string): CoreError {
  return new CoreError('FILE_TRUNCATED', `${what} ends before its header does`);
}
