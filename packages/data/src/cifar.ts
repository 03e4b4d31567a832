import {DataError} from './error.js';

/** Height, width and channels of every image of CIFAR. */
export const CIFAR_SHAPE: readonly [number, number, number] = [32, 32, 3];

const PLANE = 32 * 32;
const PIXELS = 3 * PLANE;

/** What one of CIFAR's binary files holds. */
export interface CifarRecords {
  /** uint8 `[records, 32, 32, 3]`, channels last. */
  readonly images: Uint8Array;
  /** For each of the labels that a record has, its values `[records]`. */
  readonly labels: Uint8Array[];
}

/**
 * Decodes the bytes of one of CIFAR's binary files (https://www.cs.toronto.edu/~kriz/cifar.html): records without
 * anything between them, each its label or labels, one byte each, and 3,072 pixels, all red ones first, then green, then
 * blue. `name` stands for the file in messages.
 *
 * @param classCounts For each label of a record the number of its classes: `[10]` in CIFAR-10, `[20, 100]` (coarse, fine)
 *   in CIFAR-100.
 * @throws DataError `FILE_EMPTY`; `FILE_BROKEN` for a part of a record at the end or a label that has no class.
 */
export function decodeCifar(bytes: Uint8Array, name: string, classCounts: readonly number[]): CifarRecords {
  const size = cifarRecordBytes(classCounts);
  if (bytes.length === 0) throw new DataError('FILE_EMPTY', `${name}: expected a file of CIFAR, got an empty one`);
  if (bytes.length % size !== 0) {
    const page = bytes[0] === '<'.charCodeAt(0) ? ', which looks like a web page' : '';
    const got = `${bytes.length} bytes${page}`;
    throw new DataError('FILE_BROKEN', `${name}: truncated: expected whole records of ${size} bytes, got ${got}`);
  }
  const records = bytes.length / size;
  const images = new Uint8Array(records * PIXELS);
  const labels = classCounts.map(() => new Uint8Array(records));
  for (let record = 0; record < records; record++) {
    const start = record * size;
    for (const [i, classes] of classCounts.entries()) {
      const label = bytes[start + i]!;
      if (label >= classes) throw unknownLabel(name, {record, label, classes});
      labels[i]![record] = label;
    }
    interleave(bytes, start + classCounts.length, images, record * PIXELS);
  }
  return {images, labels};
}

/** Bytes of a record with these labels. */
export function cifarRecordBytes(classCounts: readonly number[]): number {
  return classCounts.length + PIXELS;
}

/** Copies one image from planes of its channels to pixels. */
function interleave(from: Uint8Array, start: number, to: Uint8Array, at: number): void {
  for (let pixel = 0; pixel < PLANE; pixel++) {
    const target = at + 3 * pixel;
    to[target] = from[start + pixel]!;
    to[target + 1] = from[start + PLANE + pixel]!;
    to[target + 2] = from[start + 2 * PLANE + pixel]!;
  }
}

function unknownLabel(name: string, at: {record: number; label: number; classes: number}): DataError {
  const expected = `expected labels from 0 to ${at.classes - 1}; record ${at.record} has ${at.label}`;
  return new DataError('FILE_BROKEN', `${name}: corrupted, or of another data set: ${expected}`);
}
