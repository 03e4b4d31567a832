import type {StepEvent} from '@residual/train';
import type {RunSteps} from '../../../storage/runs.js';

/** Most values of a course: more than a chart has pixels. */
const MOST = 2_000;

/** Some steps in a row. */
interface Bucket {
  /** The last of them. */
  step: number;
  count: number;
  /** Sums over samples. */
  loss: number;
  correct: number;
  samples: number;
  seconds: number;
  learningRate: number;
}

/**
 * The course of a run by step in at most so many values, however long it is: as often as there are too many, two neighbours
 * become one.
 */
export class ThinnedSteps {
  #buckets: Bucket[] = [];
  /** Steps in a bucket. */
  #size = 1;

  constructor(private readonly most: number = MOST) {}

  add({step, loss, correct, samples, seconds, learningRate}: StepEvent): void {
    const bucket = {step, count: 1, loss: loss * samples, correct, samples, seconds, learningRate};
    const last = this.#buckets.at(-1);
    if (last && last.count < this.#size) append(last, bucket);
    else this.#buckets.push(bucket);
    if (this.#buckets.length > this.most) this.#halve();
  }

  /** Forgets what was done from this step on: a run that was killed does it again. */
  dropFrom(step: number): void {
    this.#buckets = this.#buckets.filter(bucket => bucket.step < step);
  }

  values(): RunSteps {
    const column = (value: (bucket: Bucket) => number) => Float64Array.from(this.#buckets, value);
    return {
      step: column(({step}) => step + 1),
      loss: column(({loss, samples}) => loss / samples),
      accuracy: column(({correct, samples}) => correct / samples),
      learningRate: column(({learningRate}) => learningRate),
      imagesPerSecond: column(({samples, seconds}) => samples / seconds),
    };
  }

  #halve(): void {
    this.#size *= 2;
    for (let i = 1; i < this.#buckets.length; i += 2) append(this.#buckets[i - 1]!, this.#buckets[i]!);
    this.#buckets = this.#buckets.filter((_, i) => i % 2 === 0);
  }
}

/** Makes a bucket also that of the steps after it. */
function append(bucket: Bucket, next: Bucket): void {
  bucket.step = next.step;
  bucket.learningRate = next.learningRate;
  for (const key of ['count', 'loss', 'correct', 'samples', 'seconds'] as const) bucket[key] += next[key];
}
