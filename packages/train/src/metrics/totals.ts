import type {BatchMetrics} from '../batch.js';
import type {Evaluation} from '../evaluate.js';

/** Sums over samples, in float64, from which exact averages over unequal batches follow. */
export interface Totals {
  readonly loss: number;
  readonly correct: number;
  readonly samples: number;
}

/** The sums before the first batch. */
export const NO_TOTALS: Totals = {loss: 0, correct: 0, samples: 0};

/** The sums with one more batch. */
export function addBatch(totals: Totals, {loss, correct}: BatchMetrics, samples: number): Totals {
  return {
    loss: totals.loss + loss * samples,
    correct: totals.correct + correct,
    samples: totals.samples + samples,
  };
}

/** What the sums say of one sample; there must be one. */
export function averages({loss, correct, samples}: Totals): Evaluation {
  return {loss: loss / samples, accuracy: correct / samples, correct, samples};
}
