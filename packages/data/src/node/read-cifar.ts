import {CIFAR_SHAPE, decodeCifar} from '../cifar.js';
import type {Dataset} from '../dataset.js';
import {type CifarDescription, type CifarFile, classCountsOf, countSamples} from '../datasets/cifar-description.js';
import {DataError} from '../error.js';
import {inMemory} from '../in-memory.js';
import {checkBytes} from './check-file.js';
import {readContents} from './contents.js';
import {binaryOfPickled, isPickled} from './pickled-cifar.js';

/** Which files make a data set, and which of their labels it has. */
interface ReadCifarOptions {
  /** Each with the place where it lies, in the order in which their records count. */
  readonly files: readonly {readonly file: CifarFile; readonly path: string}[];
  /** Label with the groups of classes in the place of the classes. */
  readonly superclasses: boolean;
}

/**
 * Reads files in CIFAR's binary format, or of its version for Python. Whole ones have their checksums compared. The last may hold fewer records than
 * its publisher gave it: the data set is the first so many then.
 *
 * @throws DataError `FILE_MISMATCH` for other files, `FILE_BROKEN` for one cut short before the last, and as
 * {@link readContents} and `decodeCifar`.
 */
export async function readCifar(
  description: CifarDescription,
  {files, superclasses}: ReadCifarOptions,
): Promise<Dataset> {
  const size = CIFAR_SHAPE.reduce((a, b) => a * b);
  const most = countSamples(files.map(({file}) => file));
  const data = new Uint8Array(most * size);
  const labels = new Uint8Array(most);
  let samples = 0;
  for (const [i, {file, path}] of files.entries()) {
    const bytes = await readRecords(path, classCountsOf(description));
    const records = decodeCifar(bytes, path, classCountsOf(description));
    const chosen = superclasses ? records.labels[0]! : records.labels.at(-1)!;
    checkCount(chosen.length, {file, path, isLast: i === files.length - 1});
    if (chosen.length === file.samples) checkBytes(path, {file, bytes});
    data.set(records.images, samples * size);
    labels.set(chosen, samples);
    samples += chosen.length;
  }
  return inMemory({
    data: data.subarray(0, samples * size),
    labels: labels.subarray(0, samples),
    shape: CIFAR_SHAPE,
    classes: [...((superclasses && description.superclasses) || description.classes)],
  });
}

/**
 * The bytes of one of CIFAR's binary files, of which `path` may be the version for Python.
 *
 * @throws DataError as {@link readContents} and {@link binaryOfPickled}.
 */
export async function readRecords(path: string, classCounts: readonly number[]): Promise<Uint8Array> {
  const bytes = await readContents(path);
  return isPickled(bytes) ? binaryOfPickled(bytes, path, classCounts) : bytes;
}

function checkCount(got: number, {file, path, isLast}: {file: CifarFile; path: string; isLast: boolean}): void {
  const expected = `${path}: expected the ${file.samples} images of ${file.name}, got ${got}`;
  if (got > file.samples) throw new DataError('FILE_MISMATCH', `${expected}. Is it another file?`);
  if (got < file.samples && !isLast) {
    throw new DataError('FILE_BROKEN', `${expected}. Only the last file of a data set may be cut short`);
  }
}
