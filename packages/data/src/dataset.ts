import {Batches} from './batches.js';
import {checkInteger} from './check.js';
import {permutation} from './permutation.js';
import {type Random, random} from './random.js';
import type {Awaitable, Sample, Source, TransformStep} from './sample.js';
import {splitPositions} from './split.js';
import {stratifiedPositions} from './stratified.js';
import type {TransformDescription} from './transforms/image-transform.js';

/** Makes a new sample from a sample, with random numbers that belong to this sample in this epoch. */
export interface Transform {
  (sample: Sample, random: Random): Sample;
  /** Present where the transform can be made again from it, in a worker: see {@link onSamples}. */
  readonly description?: TransformDescription;
}

/** How a {@link Dataset} looks at its source. */
interface View {
  /** Which of the source's samples, in which order; all of them if absent. */
  readonly positions?: Int32Array;
  /** Seed of the order, drawn anew every epoch; in the order of `positions` if absent. */
  readonly shuffle?: number;
  readonly transforms: readonly {readonly transform: Transform; readonly seed: number}[];
  readonly epoch: number;
}

/**
 * Labelled images with random access. Every method returns a new data set and leaves this one as it is; samples are
 * read and transformed only when they are asked for.
 *
 * ```ts
 * const [train, valid] = mnist.split([0.9, 0.1], 1);
 * const batches = train.shuffle(2).map(normalize(MNIST_NOTEBOOK)).batch(64);
 * for await (const {x, shape, y} of batches.epoch(3)) { … }
 * ```
 *
 * What depends on chance depends on the given seeds, the epoch and the sample's number in the source, on nothing else.
 */
export class Dataset {
  /** The number of samples. */
  readonly length: number;
  readonly #source: Source;
  readonly #view: View;
  readonly #randoms: readonly Random[];
  /** The first transforms, which the source applies itself. */
  readonly #steps: readonly TransformStep[];
  #cachedOrder: Int32Array | undefined;
  #cachedLabels: Int32Array | undefined;

  /** All samples of `source`, in its order. The second parameter is for the methods of this class. */
  constructor(source: Source, view: View = {transforms: [], epoch: 0}) {
    this.#source = source;
    this.#view = view;
    this.#randoms = view.transforms.map(({seed}, i) => random(seed).fork(i).fork(view.epoch));
    this.#steps = source.getTransformed ? describedSteps(view) : [];
    this.length = view.positions?.length ?? source.labels.length;
  }

  /** The name of each class; a label is a position in it. */
  get classes(): string[] {
    return this.#source.classes;
  }

  /** The label of each sample, in order, without reading the samples. */
  get labels(): Int32Array {
    const {labels} = this.#source;
    this.#cachedLabels ??= this.#order.map(position => labels[position]!);
    return this.#cachedLabels;
  }

  /** The path of each sample's file, in order; undefined where samples are no files. */
  get files(): string[] | undefined {
    const {files} = this.#source;
    return files && Array.from(this.#order, position => files[position]!);
  }

  /**
   * Sample `index`, from 0 to `length - 1`, transformed. A promise only if the source answers with one.
   *
   * @throws DataError `INVALID_ARGUMENT` if there is no such sample.
   */
  get(index: number): Awaitable<Sample> {
    checkInteger('sample', index, {max: this.length - 1});
    const position = this.#order[index]!;
    const sample =
      this.#steps.length > 0 ? this.#source.getTransformed!(position, this.#steps) : this.#source.get(position);
    return sample instanceof Promise
      ? sample.then(read => this.#transform(read, position))
      : this.#transform(sample, position);
  }

  /**
   * The samples at `indices`, in that order; one may come several times. As with every selection, which samples it
   * holds is settled here and is the same in every epoch.
   *
   * @throws DataError `INVALID_ARGUMENT` if there is no such sample.
   */
  subset(indices: ArrayLike<number>): Dataset {
    const positions = Int32Array.from(indices, index => {
      return this.#order[checkInteger('subset', index, {max: this.length - 1})]!;
    });
    const {transforms, epoch} = this.#view;
    return new Dataset(this.#source, {positions, transforms, epoch});
  }

  /**
   * The first `n` samples.
   *
   * @throws DataError `INVALID_ARGUMENT` if there are not as many.
   */
  take(n: number): Dataset {
    checkInteger(`take from ${this.length} samples`, n, {max: this.length});
    return this.subset(Int32Array.from({length: n}, (_, i) => i));
  }

  /**
   * `n` random samples in which each class has the share that it has here, in the order in which they stand here.
   *
   * @throws DataError `INVALID_ARGUMENT` if there are not as many.
   */
  stratified(n: number, seed: number): Dataset {
    checkInteger(`stratified from ${this.length} samples`, n, {max: this.length});
    return this.subset(stratifiedPositions(this.labels, {n, random: random(seed)}));
  }

  /**
   * Random parts without common samples that together hold every sample: `split([0.9, 0.1], seed)` gives two.
   *
   * @throws DataError `INVALID_ARGUMENT` if the fractions do not add up to 1 or a part would be empty.
   */
  split(fractions: readonly number[], seed: number): Dataset[] {
    return splitPositions(this.length, {fractions, random: random(seed)}).map(part => this.subset(part));
  }

  /**
   * The same samples in random order, in another order every epoch. A selection after `shuffle` picks from the order
   * that it meets and keeps it: `shuffle(1).take(100)` is the same 100 random samples in every epoch, while
   * `take(100).shuffle(1)` is the first 100, reordered every epoch.
   */
  shuffle(seed: number): Dataset {
    checkInteger('seed', seed);
    const {transforms, epoch} = this.#view;
    return new Dataset(this.#source, {positions: this.#order, shuffle: seed, transforms, epoch});
  }

  /**
   * Applies `transform` to each sample when it is read. Its random numbers follow from `seed`, the epoch and the
   * sample, so that order and batches do not change what a sample becomes. It leaves `labels` and `classes` alone.
   */
  map(transform: Transform, {seed = 0}: {seed?: number} = {}): Dataset {
    checkInteger('seed', seed);
    return new Dataset(this.#source, {...this.#view, transforms: [...this.#view.transforms, {transform, seed}]});
  }

  /** This data set as it is in epoch `n`, from 0: shuffled and transformed with the random numbers of that epoch. */
  epoch(n: number): Dataset {
    return new Dataset(this.#source, {...this.#view, epoch: checkInteger('epoch', n)});
  }

  /**
   * Batches of `size` samples; the last may be smaller, or is left out with `dropLast`. Where the source answers later,
   * `ahead` more batches than asked for are being read at any time.
   *
   * @throws DataError `INVALID_ARGUMENT` if `size` is not a positive integer, `ahead` is negative or `dropLast` would
   * leave no batch.
   */
  batch(size: number, {dropLast = false, ahead = 2}: {dropLast?: boolean; ahead?: number} = {}): Batches {
    return new Batches(this, {size, dropLast, ahead});
  }

  get #order(): Int32Array {
    this.#cachedOrder ??= this.#drawOrder();
    return this.#cachedOrder;
  }

  #drawOrder(): Int32Array {
    const {positions, shuffle, epoch} = this.#view;
    if (shuffle === undefined) return positions ?? Int32Array.from({length: this.length}, (_, i) => i);
    const order = permutation(this.length, random(shuffle).fork(epoch));
    return positions ? order.map(i => positions[i]!) : order;
  }

  #transform(sample: Sample, position: number): Sample {
    let made = sample;
    const {transforms} = this.#view;
    for (let i = this.#steps.length; i < transforms.length; i++) {
      made = transforms[i]!.transform(made, this.#randoms[i]!.fork(position));
    }
    return made;
  }
}

/** The transforms up to the first one that cannot be described. */
function describedSteps({transforms, epoch}: View): TransformStep[] {
  const end = transforms.findIndex(({transform}) => transform.description === undefined);
  const described = end < 0 ? transforms : transforms.slice(0, end);
  return described.map(({transform, seed}, place) => ({description: transform.description!, seed, place, epoch}));
}
