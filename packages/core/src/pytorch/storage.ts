import {CoreError} from '../errors.js';
import {arrayTypes, type SafeTensorType} from '../safetensors/types.js';

/** A class of storages, as pickles name it; without `dtype`, its bytes may be of any type. */
export class StorageClass {
  readonly dtype: SafeTensorType | undefined;

  constructor(dtype?: SafeTensorType) {
    this.dtype = dtype;
  }
}

/** Bytes that lie outside the pickle under a key, or a part of them. Tensors are views of it. */
export class Storage {
  readonly key: string;
  readonly dtype: SafeTensorType | undefined;
  /** First byte of the part. */
  readonly begin: number;
  /** Behind the last byte of the part. */
  readonly end: number;

  constructor(storage: Pick<Storage, 'key' | 'dtype' | 'begin' | 'end'>) {
    this.key = storage.key;
    this.dtype = storage.dtype;
    this.begin = storage.begin;
    this.end = storage.end;
  }
}

/** Bytes of a value of a data type; storages of any type count bytes. */
export function valueBytes(dtype: SafeTensorType | undefined): number {
  return dtype === undefined ? 1 : arrayTypes[dtype].BYTES_PER_ELEMENT;
}

/**
 * The storage of a persistent identifier: `('storage', class, key, location, number of values, [view])`, where a view is
 * `(key, offset, number of values)`.
 *
 * @throws CoreError `FILE_CORRUPT` for another form; `PICKLE_REFUSED` for other things than storages.
 */
export function readStorageId(id: unknown): Storage {
  const [kind, storageClass, key, , count, view] = Array.isArray(id) ? id : [];
  if (kind !== 'storage') {
    throw new CoreError('PICKLE_REFUSED', 'the file asks for an object that is no storage of a tensor: refused');
  }
  const [, offset, viewCount] = Array.isArray(view) ? view : [undefined, 0, count];
  const isForm = storageClass instanceof StorageClass && (typeof key === 'string' || typeof key === 'number');
  if (!isForm || ![count, offset, viewCount].every(isCount) || offset + viewCount > count) {
    throw new CoreError('FILE_CORRUPT', 'the file is damaged: a storage of a tensor has not the form of one');
  }
  const {dtype} = storageClass;
  const begin = offset * valueBytes(dtype);
  return new Storage({key: String(key), dtype, begin, end: begin + viewCount * valueBytes(dtype)});
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
