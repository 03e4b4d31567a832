import {PickleError, unpickle} from '@residual/pickle';
import {cifarRecordBytes} from '../cifar.js';
import {DataError} from '../error.js';

const PIXELS = 3 * 32 * 32;
/** Memory that reading may take, for each byte of the file: pixels stand there as bytes, or as a text of two a byte. */
const TIMES = 16;

/** The first byte of a pickle of protocol 2 or later: no label of CIFAR's binary files is as large. */
const PROTO = 0x80;

/** An array of NumPy, as far as a batch of CIFAR has such. */
class NumpyArray {
  state: readonly unknown[] = [];

  setState(state: unknown): void {
    if (Array.isArray(state)) this.state = state;
  }
}

/** A data type of NumPy; what is said of its byte order means nothing to bytes. */
class NumpyType {
  readonly code: unknown;

  constructor(code: unknown) {
    this.code = code;
  }

  setState(): void {}
}

const reconstruct = () => new NumpyArray();
const globals = new Map<string, unknown>([
  ['numpy.core.multiarray._reconstruct', reconstruct],
  ['numpy._core.multiarray._reconstruct', reconstruct],
  ['numpy.ndarray', 'ndarray'],
  ['numpy.dtype', ([code]: readonly unknown[]) => new NumpyType(code)],
  ['_codecs.encode', ([text]: readonly unknown[]) => text],
]);

/** Whether these are the bytes of a pickle, as CIFAR's version for Python has them. */
export function isPickled(bytes: Uint8Array): boolean {
  return bytes[0] === PROTO;
}

/**
 * The bytes of CIFAR's binary file with the same records as a batch of its version for Python: a pickled dictionary with
 * `data`, uint8 `[records, 3072]`, and `labels`, or `coarse_labels` and `fine_labels`. Nothing of the pickle is run.
 *
 * @param classCounts See `decodeCifar`.
 * @throws DataError `FILE_BROKEN`; `path` stands for the file in messages.
 */
export function binaryOfPickled(bytes: Uint8Array, path: string, classCounts: readonly number[]): Uint8Array {
  const batch = readBatch(bytes, path);
  const names = classCounts.length === 1 ? ['labels'] : ['coarse_labels', 'fine_labels'];
  const pixels = pixelsOf(batch.get('data'), path);
  const records = pixels.length / PIXELS;
  const size = cifarRecordBytes(classCounts);
  const binary = new Uint8Array(records * size);
  for (const [place, name] of names.entries()) {
    const labels = batch.get(name);
    const classes = classCounts[place]!;
    const isLabel = (label: unknown): label is number =>
      Number.isInteger(label) && Number(label) >= 0 && Number(label) < classes;
    if (!Array.isArray(labels) || labels.length !== records || !labels.every(isLabel)) {
      throw broken(path, `expected ${records} ${name} from 0 to ${classes - 1}`);
    }
    labels.forEach((label, record) => {
      binary[record * size + place] = label;
    });
  }
  for (let record = 0; record < records; record++) {
    binary.set(pixels.subarray(record * PIXELS, (record + 1) * PIXELS), record * size + names.length);
  }
  return binary;
}

function readBatch(bytes: Uint8Array, path: string): Map<unknown, unknown> {
  let left = TIMES * bytes.length + 2 ** 20;
  const allowance = {
    take(size: number, what: string): void {
      left -= size;
      if (left < 0) throw broken(path, `${what} would take more memory than any batch of CIFAR does`);
    },
  };
  try {
    const {value} = unpickle(bytes, {globals, allowance});
    if (value instanceof Map) return value;
  } catch (error) {
    if (!(error instanceof PickleError)) throw error;
    throw broken(path, error.message, error);
  }
  throw broken(path, 'expected a dictionary');
}

/** The pixels of all records. */
function pixelsOf(array: unknown, path: string): Uint8Array {
  const [, shape, type, isTransposed, data] = array instanceof NumpyArray ? array.state : [];
  const [records, columns] = Array.isArray(shape) ? shape : [];
  const isBytes = type instanceof NumpyType && type.code === 'u1';
  const length = typeof data === 'string' || data instanceof Uint8Array ? data.length : -1;
  if (!isBytes || isTransposed || columns !== PIXELS || length !== records * PIXELS || length === 0) {
    throw broken(path, `expected data as uint8 [records, ${PIXELS}]`);
  }
  if (data instanceof Uint8Array) return data;
  return Uint8Array.from({length}, (_, i) => (data as string).charCodeAt(i));
}

function broken(path: string, problem: string, cause?: Error): DataError {
  return new DataError('FILE_BROKEN', `${path}: not a batch of CIFAR for Python: ${problem}`, {cause});
}
