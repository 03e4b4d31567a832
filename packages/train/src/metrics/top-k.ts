import {TrainError} from '../errors.js';
import {eachSample, type Metric} from './metric.js';

/**
 * Share of the samples whose right class is among the `k` largest logits, from 0 to 1. Of equal logits, those of lower
 * classes count as larger; a logit that is not a number is never among them.
 *
 * @throws TrainError `BAD_OPTION`
 */
export function topK(k: number): Metric<number> {
  if (!Number.isInteger(k) || k < 1) {
    throw new TrainError('BAD_OPTION', `expected k to be a whole number from 1, got ${k}`);
  }
  let [right, samples] = [0, 0];
  return {
    add(logits, labels) {
      samples += labels.length;
      eachSample(logits, labels, (row, label) => {
        const own = row[label]!;
        const ahead = row.reduce((count, z, i) => count + Number(z > own || (z === own && i < label)), 0);
        if (ahead < k && !Number.isNaN(own)) right++;
      });
    },
    value: () => right / samples,
  };
}
