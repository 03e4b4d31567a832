import type {Evaluation} from '@residual/train';

/** How a network does on each class, and on all of them. */
export interface ClassEvaluation extends Evaluation {
  /** Share of the images whose class is among the five of the largest logits. Only with more than five classes. */
  readonly top5?: number;
  /** In the order of the data set's classes; one without images is left out. */
  readonly classes: readonly (Evaluation & {readonly name: string})[];
}

/** Adds up, in float64, what the logits of batches say. */
export class Tally {
  readonly #names: readonly string[];
  readonly #loss: Float64Array;
  readonly #correct: Float64Array;
  readonly #samples: Float64Array;
  #amongFive = 0;

  constructor(names: readonly string[]) {
    this.#names = names;
    this.#loss = new Float64Array(names.length);
    this.#correct = new Float64Array(names.length);
    this.#samples = new Float64Array(names.length);
  }

  /**
   * Counts a batch.
   *
   * @param logits `[batch, classes]`, with at least as many classes as there are names.
   * @param labels `[batch]`, each from 0 to names - 1.
   */
  add(logits: Float32Array, labels: Int32Array): void {
    const classes = logits.length / labels.length;
    for (const [i, label] of labels.entries()) {
      const row = logits.subarray(i * classes, (i + 1) * classes);
      const rank = rankOf(row, label);
      this.#loss[label]! += crossEntropyOf(row, label);
      this.#correct[label]! += rank === 0 ? 1 : 0;
      this.#samples[label]! += 1;
      if (rank < 5) this.#amongFive++;
    }
  }

  /** Images counted so far. */
  get samples(): number {
    return sum(this.#samples);
  }

  /** The averages of what was counted. */
  result(): ClassEvaluation {
    const all = averages(sum(this.#loss), sum(this.#correct), this.samples);
    const classes = this.#names.map((name, label) => ({
      name,
      ...averages(this.#loss[label]!, this.#correct[label]!, this.#samples[label]!),
    }));
    return {
      ...all,
      ...(this.#names.length > 5 && {top5: this.#amongFive / all.samples}),
      classes: classes.filter(({samples}) => samples > 0),
    };
  }
}

/** How many classes stand before `label`: on a tie the first class does, and what is not a number is behind none. */
function rankOf(row: Float32Array, label: number): number {
  const own = row[label]!;
  let rank = 0;
  for (const [i, logit] of row.entries()) {
    const isBehind = logit < own || (logit === own && i > label);
    if (i !== label && !isBehind) rank++;
  }
  return rank;
}

/** Softmax cross entropy of one row of logits, exact for large ones. */
function crossEntropyOf(row: Float32Array, label: number): number {
  const largest = Math.max(...row);
  let total = 0;
  for (const logit of row) total += Math.exp(logit - largest);
  return Math.log(total) + largest - row[label]!;
}

function averages(loss: number, correct: number, samples: number): Evaluation {
  return {loss: loss / samples, accuracy: correct / samples, correct, samples};
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
