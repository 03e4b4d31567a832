import {eachSample, type Metric} from './metric.js';
import {softmax} from './softmax.js';

/**
 * Brier score of the softmax probabilities, from 0 (sure and right) to 2 (sure and wrong): the mean of
 * `sum((probability - truth)²)` over all classes, where the truth is 1 for the right class and 0 for the others (Brier 1950,
 * "Verification of Forecasts Expressed in Terms of Probability"). For two classes it is twice the score that is usual there.
 */
export function brier(): Metric<number> {
  let [total, samples] = [0, 0];
  return {
    add(logits, labels) {
      samples += labels.length;
      eachSample(logits, labels, (row, label) => {
        total += softmax(row).reduce((sum, p, i) => sum + (p - Number(i === label)) ** 2, 0);
      });
    },
    value: () => total / samples,
  };
}
