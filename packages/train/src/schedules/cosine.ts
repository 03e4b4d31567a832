import {cosineBetween, notNegative, positive, type Schedule, wholeSteps} from './schedule.js';

/** Settings of `cosine`, named as in PyTorch. */
export interface CosineOptions {
  /** Learning rate of the first step. */
  base: number;
  /** Steps until `etaMin` is reached. */
  tMax: number;
  /** The lowest learning rate. Default 0. */
  etaMin?: number;
}

/**
 * Lets the learning rate fall along half a cosine wave (Loshchilov and Hutter 2017, without restarts), as
 * `torch.optim.lr_scheduler.CosineAnnealingLR`. After `tMax` steps it stays at `etaMin`, where PyTorch's climbs again.
 *
 * @throws TrainError `BAD_OPTION`
 */
export function cosine({base, tMax, etaMin = 0}: CosineOptions): Schedule {
  positive('base', base);
  wholeSteps('tMax', tMax);
  notNegative('etaMin', etaMin);
  return count => cosineBetween(base, etaMin, Math.min(1, count / tMax));
}
