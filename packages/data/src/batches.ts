import {checkInteger} from './check.js';
import {collate} from './collate.js';
import type {Dataset} from './dataset.js';
import {DataError} from './error.js';
import type {Awaitable, Batch, Sample} from './sample.js';

/**
 * A data set in batches: `for await (const batch of batches)`. Iterating twice gives the same batches twice; the
 * batches of the next epoch are those of `epoch(n)`.
 */
export class Batches implements AsyncIterable<Batch> {
  readonly dataset: Dataset;
  /** Samples in a batch; the last batch may have fewer. */
  readonly size: number;
  readonly dropLast: boolean;
  /** Batches that are read before they are asked for, where the source answers later. */
  readonly ahead: number;
  /** The number of batches. */
  readonly length: number;
  /** The number of samples in all batches together. */
  readonly samples: number;

  /** See {@link Dataset.batch}. */
  constructor(dataset: Dataset, {size, dropLast, ahead}: {size: number; dropLast: boolean; ahead: number}) {
    checkInteger('batch size', size, {min: 1});
    checkInteger('batches ahead', ahead);
    if (dropLast && dataset.length < size) {
      const got = `${dataset.length} samples in batches of ${size}`;
      throw new DataError('INVALID_ARGUMENT', `dropLast leaves no batch: ${got}; make the batches smaller`);
    }
    this.dataset = dataset;
    this.size = size;
    this.dropLast = dropLast;
    this.ahead = ahead;
    this.length = dropLast ? Math.floor(dataset.length / size) : Math.ceil(dataset.length / size);
    this.samples = dropLast ? this.length * size : dataset.length;
  }

  /** The batches of epoch `n`, from 0: shuffled and transformed anew, always the same for the same seeds and `n`. */
  epoch(n: number): Batches {
    return new Batches(this.dataset.epoch(n), this);
  }

  /**
   * The batches from number `index` on, to resume in mid-epoch: exactly those that a whole iteration would still give.
   *
   * @throws DataError `INVALID_ARGUMENT` if `index` is not from 0 to `length`.
   */
  from(index: number): AsyncIterable<Batch> {
    checkInteger('batch', index, {max: this.length});
    return this.#iterate(index);
  }

  [Symbol.asyncIterator](): AsyncIterator<Batch> {
    return this.#iterate(0);
  }

  async *#iterate(first: number): AsyncGenerator<Batch, void, void> {
    const queue: Awaitable<Batch>[] = [];
    for (let index = first, next = first; index < this.length; index++) {
      const full = (): boolean => queue.length > (queue[0] instanceof Promise ? this.ahead : 0);
      while (next < this.length && !full()) queue.push(this.#read(next++));
      yield await queue.shift()!;
    }
  }

  #read(index: number): Awaitable<Batch> {
    const start = index * this.size;
    const count = Math.min(this.size, this.samples - start);
    const samples = Array.from({length: count}, (_, i) => this.dataset.get(start + i));
    if (!samples.some(sample => sample instanceof Promise)) return collate(samples as Sample[]);
    const batch = Promise.all(samples).then(collate);
    // Whoever asks for it learns of an error; nobody may, where a loop ends early.
    batch.catch(() => {});
    return batch;
  }
}
