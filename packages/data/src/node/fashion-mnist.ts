import type {Dataset} from '../dataset.js';
import {fashionMnistDescription} from '../datasets/fashion-mnist.js';
import type {DatasetEntry, LoadOptions} from './entry.js';
import {idxEntry} from './idx-entry.js';

export const fashionMnistEntry: DatasetEntry = idxEntry(fashionMnistDescription);

/**
 * Fashion-MNIST: 60,000 articles of clothing to train, 10,000 to test, uint8 `[28, 28, 1]`, from the four official IDX
 * files, gzipped or plain.
 *
 * @throws DataError as `mnist`.
 */
export function fashionMnist(options?: LoadOptions): Promise<Dataset> {
  return fashionMnistEntry.load(options);
}
