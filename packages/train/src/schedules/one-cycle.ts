import {TrainError} from '../errors.js';
import {cosineBetween, positive, type Schedule} from './schedule.js';

/** Settings of `oneCycle`, named as in PyTorch but for `total`, its `total_steps`. */
export interface OneCycleOptions {
  /** The highest learning rate. */
  maxLr: number;
  /** Steps of the whole run. */
  total: number;
  /** Share of the steps in which the rate rises. Default 0.3. */
  pctStart?: number;
  /** The first learning rate is `maxLr` divided by this. Default 25. */
  divFactor?: number;
  /** The last learning rate is the first divided by this. Default 10,000. */
  finalDivFactor?: number;
  /** Along which curve it rises and falls. Default `cos`. */
  anneal?: 'cos' | 'linear';
}

/**
 * One rise and one long fall (Smith and Topin 2018, "Super-Convergence"), as `torch.optim.lr_scheduler.OneCycleLR`
 * with its two phases; momentum is left as it is. After the last step the rate stays.
 *
 * @throws TrainError `BAD_OPTION`
 */
export function oneCycle(options: OneCycleOptions): Schedule {
  const {maxLr, total, pctStart = 0.3, divFactor = 25, finalDivFactor = 1e4, anneal = 'cos'} = options;
  positive('maxLr', maxLr);
  positive('divFactor', divFactor);
  positive('finalDivFactor', finalDivFactor);
  const peak = pctStart * total - 1;
  if (!Number.isInteger(total) || !(pctStart < 1 && peak > 0)) {
    throw new TrainError(
      'BAD_OPTION',
      `expected total to be a whole number of steps, and pctStart a share of more than one of them, got ${total} and ${pctStart}`,
    );
  }
  const first = maxLr / divFactor;
  const last = first / finalDivFactor;
  const between =
    anneal === 'cos' ? cosineBetween : (from: number, to: number, share: number) => from + (to - from) * share;
  return count => {
    if (count <= peak) return between(first, maxLr, count / peak);
    return between(maxLr, last, Math.min(1, (count - peak) / (total - 1 - peak)));
  };
}
