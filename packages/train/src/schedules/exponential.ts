import {positive, type Schedule} from './schedule.js';

/** Settings of `exponential`, named as in PyTorch. */
export interface ExponentialOptions {
  /** Learning rate of the first step. */
  base: number;
  /** Factor of each step. */
  gamma: number;
}

/**
 * Multiplies the learning rate by `gamma` every step, as `torch.optim.lr_scheduler.ExponentialLR`. To fall by a factor
 * an epoch instead, take `step` with the batches of an epoch as its `stepSize`.
 *
 * @throws TrainError `BAD_OPTION`
 */
export function exponential({base, gamma}: ExponentialOptions): Schedule {
  positive('base', base);
  positive('gamma', gamma);
  return count => base * gamma ** count;
}
