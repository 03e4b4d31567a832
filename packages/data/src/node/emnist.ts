import type {Dataset} from '../dataset.js';
import {EMNIST_SPLITS, type EmnistSplit, emnistDescription} from '../datasets/emnist.js';
import {DataError} from '../error.js';
import type {DatasetEntry, LoadOptions} from './entry.js';
import {idxEntry} from './idx-entry.js';

/** One data set for each split. */
export const emnistEntries: readonly DatasetEntry[] = EMNIST_SPLITS.map(split => idxEntry(emnistDescription(split)));

/**
 * EMNIST: handwritten digits and letters, uint8 `[28, 28, 1]`, upright (in the files they lie on their sides), from IDX
 * files, gzipped or plain. Its download is one archive of 562 MB with all splits; only the files of this one are kept.
 *
 * @param options `split`: `balanced` (47 classes, the default), `byclass` (62), `bymerge` (47), `letters` (26), `digits` or
 * `mnist` (10)
 * @throws DataError `INVALID_ARGUMENT` for another split, and as `mnist`.
 */
export async function emnist({
  split = 'balanced',
  ...options
}: LoadOptions & {split?: EmnistSplit} = {}): Promise<Dataset> {
  const entry = emnistEntries[EMNIST_SPLITS.indexOf(split)];
  if (entry) return entry.load(options);
  throw new DataError(
    'INVALID_ARGUMENT',
    `emnist: expected split to be one of ${EMNIST_SPLITS.join(', ')}, got ${split}`,
  );
}
