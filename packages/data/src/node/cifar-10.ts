import type {Dataset} from '../dataset.js';
import {cifar10Description} from '../datasets/cifar-10.js';
import {cifarEntry} from './cifar-entry.js';
import type {DatasetEntry, LoadOptions} from './entry.js';

export const cifar10Entry: DatasetEntry = cifarEntry(cifar10Description);

/**
 * CIFAR-10: 50,000 photos to train, 10,000 to test, uint8 `[32, 32, 3]`, from the binary files `data_batch_1.bin` to
 * `data_batch_5.bin` and `test_batch.bin`, or from those for Python, pickled, `data_batch_1` and so on. If the last file of a part is shorter, the data set is too.
 *
 * @throws DataError `FILE_MISSING`, `FILE_EMPTY`, `FILE_BROKEN` or `FILE_MISMATCH`, with what to do; `DOWNLOAD_FAILED`,
 * `DISK_FULL` or `NOT_WRITABLE` with `download`.
 */
export function cifar10(options?: LoadOptions): Promise<Dataset> {
  return cifar10Entry.load(options);
}
