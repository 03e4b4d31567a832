import type {TransformDescription} from './transforms/image-transform.js';

/** A value, or a promise of it. Sources in memory answer at once, sources on disk or network answer later. */
export type Awaitable<T> = T | Promise<T>;

/** One labelled image. */
export interface Sample {
  /** Pixels in row-major order, channels last. Do not write into it: it may be a view of the whole data set. */
  readonly data: Uint8Array | Float32Array;
  /** `[height, width, channels]` */
  readonly shape: readonly [number, number, number];
  /** Position in the data set's `classes`. */
  readonly label: number;
}

/** Several samples of one shape, ready for a tensor. */
export interface Batch {
  /** Pixels, NHWC. Of the type that the samples have. */
  readonly x: Uint8Array | Float32Array;
  /** `[batch, height, width, channels]` */
  readonly shape: [number, number, number, number];
  /** The label of each sample, `[batch]`. */
  readonly y: Int32Array;
}

/** What a {@link Dataset} draws from: labelled samples by number. Implement this to bring data of your own. */
export interface Source {
  /** The name of each class; a label is a position in it. */
  readonly classes: string[];
  /** The label of every sample, known without reading the sample. Its length is the number of samples. */
  readonly labels: ArrayLike<number>;
  /** The path of every sample's file, where each sample is a file. */
  readonly files?: readonly string[];
  /** Sample `index`, from 0 to `labels.length - 1`. The same index always gives the same sample. */
  get(index: number): Awaitable<Sample>;
  /**
   * Sample `index` with `steps` applied, by a source that can do so where it reads, in a worker for one. Has to give
   * exactly what {@link applySteps} makes of `get(index)`.
   */
  getTransformed?(index: number, steps: readonly TransformStep[]): Awaitable<Sample>;
}

/** A transform of a data set in a form that can be sent to a worker, with what its random numbers follow from. */
export interface TransformStep {
  readonly description: TransformDescription;
  readonly seed: number;
  /** Its place among the transforms of the data set. */
  readonly place: number;
  readonly epoch: number;
}
