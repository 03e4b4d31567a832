import type {Allowance} from '../bytes/allowance.js';
import {isRowMajor, packStrided, type Strided} from '../bytes/pack-strided.js';
import {CoreError} from '../errors.js';
import {arrayTypes, isLengths, type SafeTensor, type SafeTensorType, valueCount} from '../safetensors/types.js';
import {Storage, valueBytes} from './storage.js';

/** The most axes that PyTorch gives a tensor. */
const mostAxes = 64;

interface View extends Strided {
  shape: number[];
  storage: Storage;
  dtype: SafeTensorType;
}

/** A tensor of a pickle. Its values come when the bytes of its storage have been read. */
export class PickledTensor {
  dtype!: SafeTensorType;
  shape!: number[];
  data!: SafeTensor['data'];
  #view: View | undefined;

  constructor(view?: View) {
    this.#view = view;
  }

  /** The storage that has to be read. */
  get storage(): Storage {
    return this.#known().storage;
  }

  /** What PyTorch before 0.4 says of a variable: flags, with the tensor itself before them. */
  setState(state: unknown): void {
    if (!Array.isArray(state) || (state.length !== 3 && state.length !== 5)) {
      throw new CoreError('FILE_UNSUPPORTED', 'a tensor of the file has a state that is not understood: save it anew');
    }
    const [data] = state;
    if (state.length === 5 && data instanceof PickledTensor) this.#view = data.#view;
  }

  /**
   * Takes the values from the storage's bytes: shares their memory where they lie in row-major order.
   *
   * @param bytes The storage, at the start of a buffer.
   */
  fill(bytes: Uint8Array, allowance: Allowance): void {
    const {storage, dtype, offset, shape, strides} = this.#known();
    if (storage.end > bytes.length) {
      throw corrupt(`storage ${storage.key} should have ${storage.end} bytes, but has ${bytes.length}`);
    }
    const width = valueBytes(dtype);
    const first = bytes.byteOffset + storage.begin;
    const length = Math.floor((storage.end - storage.begin) / width);
    const view = {offset, shape, strides};
    if (first % width) throw corrupt(`storage ${storage.key} begins in the middle of a value`);
    if (offset > length || lastOf(view) >= length) throw corrupt(`a tensor reaches beyond storage ${storage.key}`);
    this.dtype = dtype;
    this.shape = shape;
    if (isRowMajor(view)) {
      this.data = new arrayTypes[dtype](bytes.buffer, first + offset * width, valueCount(shape));
      return;
    }
    allowance.take(valueCount(shape) * width, 'a tensor that is not in row-major order');
    this.data = packStrided(dtype, new arrayTypes[dtype](bytes.buffer, first, length), view);
  }

  #known(): View {
    if (this.#view) return this.#view;
    throw corrupt('a tensor has no values');
  }
}

/** The tensor that arguments of PyTorch's functions describe: `(storage, offset, shape, strides, …)`. */
export function viewOf([storage, offset, shape, strides]: readonly unknown[], dtype?: SafeTensorType): View {
  if (!(storage instanceof Storage) || !isLengths([offset]) || !isAxes(shape) || !isAxes(strides)) {
    throw corrupt('a tensor has not the form of one');
  }
  const type = dtype ?? storage.dtype;
  if (type === undefined || shape.length !== strides.length) throw corrupt('a tensor has not the form of one');
  // Copies: the pickle may still change its lists.
  return {storage, dtype: type, offset: offset as number, shape: [...shape], strides: [...strides]};
}

/** Looks at the number first: a list may be long, and come often. */
function isAxes(value: unknown): value is number[] {
  return Array.isArray(value) && value.length <= mostAxes && isLengths(value);
}

/** Position of the farthest value; -1 where there is none. */
function lastOf({offset, shape, strides}: Strided): number {
  if (valueCount(shape) === 0) return -1;
  return shape.reduce((last, length, axis) => last + (length - 1) * strides[axis]!, offset);
}

function corrupt(problem: string): CoreError {
  return new CoreError('FILE_CORRUPT', `the file is damaged: ${problem}`);
}
