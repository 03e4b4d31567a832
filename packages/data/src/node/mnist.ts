import type {Dataset} from '../dataset.js';
import {mnistDescription} from '../datasets/mnist.js';
import type {DatasetEntry, LoadOptions} from './entry.js';
import {idxEntry} from './idx-entry.js';

export const mnistEntry: DatasetEntry = idxEntry(mnistDescription);

/**
 * MNIST: 60,000 handwritten digits to train, 10,000 to test, uint8 `[28, 28, 1]`, from the four official IDX files,
 * gzipped or plain.
 *
 * @throws DataError `FILE_MISSING`, `FILE_EMPTY`, `FILE_BROKEN` or `FILE_MISMATCH`, with what to do; `DOWNLOAD_FAILED`,
 * `DISK_FULL` or `NOT_WRITABLE` with `download`.
 */
export function mnist(options?: LoadOptions): Promise<Dataset> {
  return mnistEntry.load(options);
}
