import {positive, type Schedule, wholeSteps} from './schedule.js';

/** Settings of `polynomial`. */
export interface PolynomialOptions {
  /** Learning rate of the first step. */
  base: number;
  /** Steps until the learning rate is 0. */
  total: number;
  /** 1 falls along a line, 2 along a parabola. Default 1. */
  power?: number;
}

/**
 * Lets the learning rate fall to 0 as a power of the steps left, as `torch.optim.lr_scheduler.PolynomialLR`.
 *
 * @throws TrainError `BAD_OPTION`
 */
export function polynomial({base, total, power = 1}: PolynomialOptions): Schedule {
  positive('base', base);
  wholeSteps('total', total);
  positive('power', power);
  return count => base * Math.max(0, 1 - count / total) ** power;
}
