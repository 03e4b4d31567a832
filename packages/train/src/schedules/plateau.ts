import {TrainError} from '../errors.js';
import type {AdaptiveSchedule} from './adaptive.js';
import {notNegative, positive} from './schedule.js';

/** Settings of `plateau`, named as in PyTorch but for `monitor`, which takes the place of its `mode`. */
export interface PlateauOptions {
  /** Learning rate of the first epochs. */
  base: number;
  /** What shall get better: a falling loss or a rising accuracy. Default `loss`. */
  monitor?: 'loss' | 'accuracy';
  /** Factor of each change, below 1. Default 0.1. */
  factor?: number;
  /** Epochs without progress that are borne; the next one lowers the rate. Default 10. */
  patience?: number;
  /** How much better counts as progress. Default 1e-4. */
  threshold?: number;
  /** Whether `threshold` is a share of the best value or a difference from it. Default `rel`. */
  thresholdMode?: 'rel' | 'abs';
  /** Epochs after a change that are not counted. Default 0. */
  cooldown?: number;
  /** The lowest learning rate. Default 0. */
  minLr?: number;
  /** A change of the rate by less than this is not made. Default 1e-8. */
  eps?: number;
}

/** Where a `plateau` stands. */
export interface PlateauState {
  readonly rate: number;
  /** The best value so far; none before the first epoch. */
  readonly best?: number;
  /** Epochs since then without progress. */
  readonly bad: number;
  /** Epochs that are still not counted. */
  readonly cooling: number;
}

/**
 * Lowers the learning rate when an epoch's result stops getting better, as
 * `torch.optim.lr_scheduler.ReduceLROnPlateau`, stepped with the result once an epoch.
 *
 * @throws TrainError `BAD_OPTION`
 */
export function plateau(options: PlateauOptions): AdaptiveSchedule<PlateauState> {
  const {base, monitor = 'loss', factor = 0.1, patience = 10, threshold = 1e-4, thresholdMode = 'rel'} = options;
  const {cooldown = 0, minLr = 0, eps = 1e-8} = options;
  positive('base', base);
  positive('factor', factor);
  if (factor >= 1) throw new TrainError('BAD_OPTION', `expected factor to be below 1, got ${factor}`);
  for (const [name, value] of Object.entries({patience, threshold, cooldown, minLr, eps})) notNegative(name, value);

  const sign = monitor === 'loss' ? -1 : 1;
  const isBetter = (value: number, best: number | undefined) => {
    if (best === undefined) return true;
    const margin = thresholdMode === 'rel' ? threshold * best : threshold;
    return sign * value > sign * best + margin;
  };
  return {
    monitor,
    init: () => ({rate: base, bad: 0, cooling: 0}),
    rate: state => state.rate,
    observe({rate, best, bad: badBefore, cooling: coolingBefore}, value) {
      const better = isBetter(value, best);
      const cooling = Math.max(0, coolingBefore - 1);
      const bad = better || coolingBefore > 0 ? 0 : badBefore + 1;
      const state = {rate, ...(better ? {best: value} : best !== undefined && {best}), bad, cooling};
      if (bad <= patience) return state;
      const lower = Math.max(rate * factor, minLr);
      return {...state, rate: rate - lower > eps ? lower : rate, bad: 0, cooling: cooldown};
    },
  };
}
