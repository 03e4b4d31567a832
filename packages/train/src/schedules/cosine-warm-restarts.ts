import {TrainError} from '../errors.js';
import {cosineBetween, notNegative, positive, type Schedule, wholeSteps} from './schedule.js';

/** Settings of `cosineWarmRestarts`, named as in PyTorch. */
export interface CosineWarmRestartsOptions {
  /** Learning rate at the start and at every restart. */
  base: number;
  /** Steps until the first restart. */
  t0: number;
  /** How many times longer each wave is than the one before, a whole number. Default 1. */
  tMult?: number;
  /** The learning rate to which each wave falls. Default 0. */
  etaMin?: number;
}

/**
 * Half cosine waves, each starting at `base` again (SGDR, Loshchilov and Hutter 2017), as
 * `torch.optim.lr_scheduler.CosineAnnealingWarmRestarts`.
 *
 * @throws TrainError `BAD_OPTION`
 */
export function cosineWarmRestarts({base, t0, tMult = 1, etaMin = 0}: CosineWarmRestartsOptions): Schedule {
  positive('base', base);
  wholeSteps('t0', t0);
  notNegative('etaMin', etaMin);
  if (!Number.isInteger(tMult) || tMult < 1) {
    throw new TrainError('BAD_OPTION', `expected tMult to be a whole number from 1, got ${tMult}`);
  }
  return count => {
    let [begin, length] = [0, t0];
    if (tMult === 1) begin = count - (count % t0);
    else for (; count >= begin + length; length *= tMult) begin += length;
    return cosineBetween(base, etaMin, (count - begin) / length);
  };
}
