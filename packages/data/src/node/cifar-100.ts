import type {Dataset} from '../dataset.js';
import {cifar100Description} from '../datasets/cifar-100.js';
import {cifarEntry, loadCifar} from './cifar-entry.js';
import type {DatasetEntry, LoadOptions} from './entry.js';

export const cifar100Entry: DatasetEntry = cifarEntry(cifar100Description);

/** How to load {@link cifar100}. */
export interface Cifar100Options extends LoadOptions {
  /** Label with the 20 groups of classes ("coarse") in the place of the 100 classes ("fine"). Default false. */
  superclasses?: boolean;
}

/**
 * CIFAR-100: 50,000 photos to train, 10,000 to test, uint8 `[32, 32, 3]`, from the binary files `train.bin` and
 * `test.bin`, or from those for Python, `train` and `test`.
 *
 * @throws DataError as `cifar10`.
 */
export function cifar100(options?: Cifar100Options): Promise<Dataset> {
  return loadCifar(cifar100Description, options);
}
