import {TrainError} from '../errors.js';

/** The samples that only one of two classifiers got right. */
export interface Disagreement {
  readonly onlyFirst: number;
  readonly onlySecond: number;
}

/**
 * McNemar's test, exact: how likely two classifiers that are equally good differ at least so much on the same samples, from 0
 * to 1. The two-sided binomial test of `onlyFirst` among both; `statsmodels.stats.contingency_tables.mcnemar(exact=True)`.
 * McNemar 1947, "Note on the sampling error of the difference between correlated proportions or percentages".
 *
 * @throws TrainError `BAD_OPTION`
 */
export function mcnemar({onlyFirst, onlySecond}: Disagreement): number {
  for (const count of [onlyFirst, onlySecond]) {
    if (!Number.isInteger(count) || count < 0) {
      throw new TrainError('BAD_OPTION', `mcnemar: expected counts of samples, got ${onlyFirst} and ${onlySecond}`);
    }
  }
  const trials = onlyFirst + onlySecond;
  // In logarithms: 2 to the power of thousands is no number.
  let choose = -trials * Math.LN2;
  let tail = 0;
  for (let i = 0; i <= Math.min(onlyFirst, onlySecond); i++) {
    tail += Math.exp(choose);
    choose += Math.log(trials - i) - Math.log(i + 1);
  }
  return Math.min(1, 2 * tail);
}
