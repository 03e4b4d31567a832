import {TrainError} from '../errors.js';
import {eachSample, largest, type Metric} from './metric.js';

/** Samples of about the same confidence: one point of a reliability diagram. */
export interface CalibrationBin {
  readonly samples: number;
  /** Mean probability of the answers. */
  readonly confidence: number;
  /** Share of them that were right. */
  readonly accuracy: number;
}

/** Whether answers are right as often as their probabilities say. */
export interface Calibration {
  /**
   * Expected calibration error, from 0 to 1: the mean distance between confidence and accuracy of a bin, each bin by its
   * samples.
   */
  readonly error: number;
  /** From low confidence to high; bins without samples are left out. */
  readonly bins: readonly CalibrationBin[];
}

/**
 * Calibration of the softmax probabilities, in bins of equal width (Guo et al. 2017, "On Calibration of Modern Neural
 * Networks").
 *
 * @param options `bins`: their number. Default 15, as in the paper.
 * @throws TrainError `BAD_OPTION`
 */
export function calibration({bins = 15}: {bins?: number} = {}): Metric<Calibration> {
  if (!Number.isInteger(bins) || bins < 1) {
    throw new TrainError('BAD_OPTION', `expected bins to be a whole number from 1, got ${bins}`);
  }
  const sums = Array.from({length: bins}, () => ({samples: 0, confidence: 0, right: 0}));
  return {
    add(logits, labels) {
      eachSample(logits, labels, (row, label) => {
        const answer = largest(row);
        const confidence = 1 / row.reduce((sum, z) => sum + Math.exp(z - row[answer]!), 0);
        const bin = sums[Math.max(0, Math.ceil(confidence * bins) - 1)];
        if (!bin) return; // not a number: no confidence at all
        bin.samples++;
        bin.confidence += confidence;
        bin.right += Number(answer === label);
      });
    },
    value() {
      const filled = sums.filter(({samples}) => samples > 0);
      const total = filled.reduce((sum, {samples}) => sum + samples, 0);
      const gaps = filled.reduce((sum, {confidence, right}) => sum + Math.abs(confidence - right), 0);
      const means = filled.map(({samples, confidence, right}) => {
        return {samples, confidence: confidence / samples, accuracy: right / samples};
      });
      return {error: gaps / total, bins: means};
    },
  };
}
