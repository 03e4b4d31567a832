import {EngineError} from '../errors.js';
import {bytesAt, type CApi, type Pointer} from './c-api.js';
import {DType, type DTypeNumber, dtypeName, layoutOf} from './dtypes.js';

/** Size of a `TF_TString`. */
const STRING_BYTES = 24;

/** Values of a tensor on the JavaScript side: numbers (int64 as pairs of int32, complex64 as pairs), or strings. */
export type TensorValues = ArrayLike<number> | readonly (Uint8Array | string)[];

/** A new `TF_Tensor` that holds a copy of `values`, in row-major order. The caller deletes it. */
export function writeTensor(api: CApi, shape: readonly number[], dtype: DTypeNumber, values: TensorValues): Pointer {
  const size = shape.reduce((product, dim) => product * dim, 1);
  const dims = BigInt64Array.from(shape, BigInt);
  if (dtype === DType.string) return writeStrings(api, dims, size, values as readonly (Uint8Array | string)[]);
  const layout = layoutOf(dtype);
  if (!layout) throw new EngineError('BAD_TENSOR', `A tensor of ${dtypeName(dtype)} cannot be made from JavaScript.`);
  const length = size * layout.perElement;
  if (values.length !== length) {
    const shown = `${dtypeName(dtype)}[${shape.join(', ')}]`;
    throw new EngineError('BAD_TENSOR', `A tensor ${shown} takes ${length} values, got ${values.length}.`);
  }
  const tensor = api.TF_AllocateTensor(dtype, dims, shape.length, length * layout.Array.BYTES_PER_ELEMENT);
  if (length > 0) {
    const bytes = bytesAt(api.TF_TensorData(tensor), length * layout.Array.BYTES_PER_ELEMENT);
    new layout.Array(bytes.buffer, 0, length).set(values as ArrayLike<number>);
  }
  return tensor;
}

/**
 * The values of a `TF_Tensor`, copied out in row-major order. Strings come as bytes; int64, which TF.js calls int32,
 * as int32.
 */
export function readTensor(api: CApi, tensor: Pointer, dtype: DTypeNumber): NumericValues | Uint8Array[] {
  const byteLength = Number(api.TF_TensorByteSize(tensor));
  if (dtype === DType.string) return readStrings(api, tensor, byteLength / STRING_BYTES);
  const layout = layoutOf(dtype);
  if (!layout) throw new EngineError('BAD_TENSOR', `A tensor of ${dtypeName(dtype)} cannot be read from JavaScript.`);
  if (byteLength === 0) return new layout.Array(0);
  const copy = bytesAt(api.TF_TensorData(tensor), byteLength).slice();
  if (dtype === DType.int64) return Int32Array.from(new BigInt64Array(copy.buffer), Number);
  return new layout.Array(copy.buffer, 0, byteLength / layout.Array.BYTES_PER_ELEMENT);
}

type NumericValues = Float32Array | Int32Array | Uint8Array | Uint16Array;

function writeStrings(api: CApi, dims: BigInt64Array, size: number, values: readonly (Uint8Array | string)[]): Pointer {
  if (values.length !== size) {
    throw new EngineError(
      'BAD_TENSOR',
      `A tensor string[${dims.join(', ')}] takes ${size} values, got ${values.length}.`,
    );
  }
  const tensor = api.TF_AllocateTensor(DType.string, dims, dims.length, size * STRING_BYTES);
  const start = api.TF_TensorData(tensor);
  values.forEach((value, i) => {
    const bytes = typeof value === 'string' ? Buffer.from(value) : value;
    const at = start + BigInt(i * STRING_BYTES);
    api.TF_StringInit(at);
    api.TF_StringCopy(at, bytes, bytes.length);
  });
  return tensor;
}

function readStrings(api: CApi, tensor: Pointer, size: number): Uint8Array[] {
  const start = size > 0 ? api.TF_TensorData(tensor) : 0n;
  return Array.from({length: size}, (_, i) => {
    const at = start + BigInt(i * STRING_BYTES);
    const length = Number(api.TF_StringGetSize(at));
    return length > 0 ? bytesAt(api.TF_StringGetDataPointer(at), length).slice() : new Uint8Array(0);
  });
}
