import type {Batches} from './batches.js';
import type {Dataset} from './dataset.js';
import {DataError} from './error.js';

/** Options of {@link loader}. */
export interface LoaderOptions {
  /** Samples in a batch. Default 1. */
  batchSize?: number;
  /** Draw all samples in random order, another one every epoch. Not together with `sampler`. Default false. */
  shuffle?: boolean;
  /** The numbers of the samples to draw, in this order, every epoch. Not together with `shuffle`. */
  sampler?: ArrayLike<number>;
  /** Seed of the random order. Default 0. */
  seed?: number;
  /** Leave out a last batch that is not full. Default false. */
  dropLast?: boolean;
}

/**
 * Batches of `dataset`, with the options of PyTorch's `DataLoader`; short for `subset` or `shuffle`, then `batch`.
 *
 * @throws DataError `INVALID_ARGUMENT` for a sampler together with shuffling, and where `subset` or `batch` throw.
 */
export function loader(
  dataset: Dataset,
  {batchSize = 1, shuffle = false, sampler, seed = 0, dropLast = false}: LoaderOptions = {},
): Batches {
  if (sampler && shuffle) {
    throw new DataError(
      'INVALID_ARGUMENT',
      'loader: expected a sampler or shuffle, got both. A sampler says which samples come and in which order; ' +
        'shuffle takes all samples in random order. For a part of the data in random order, select first and ' +
        'shuffle the selection: dataset.subset(indices).shuffle(seed).batch(batchSize), or ' +
        'dataset.stratified(n, seed).shuffle(seed).batch(batchSize)',
    );
  }
  const drawn = sampler ? dataset.subset(sampler) : shuffle ? dataset.shuffle(seed) : dataset;
  return drawn.batch(batchSize, {dropLast});
}
