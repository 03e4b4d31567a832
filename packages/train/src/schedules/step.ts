import {positive, type Schedule, wholeSteps} from './schedule.js';

/** Settings of `step`, named as in PyTorch. */
export interface StepOptions {
  /** Learning rate of the first steps. */
  base: number;
  /** Number of steps between two changes. For changes by epoch, give a multiple of the batches in an epoch. */
  stepSize: number;
  /** Factor of each change. Default 0.1. */
  gamma?: number;
}

/**
 * Multiplies the learning rate by `gamma` every `stepSize` steps, as `torch.optim.lr_scheduler.StepLR`.
 *
 * @throws TrainError `BAD_OPTION`
 */
export function step({base, stepSize, gamma = 0.1}: StepOptions): Schedule {
  positive('base', base);
  positive('gamma', gamma);
  wholeSteps('stepSize', stepSize);
  return count => base * gamma ** Math.floor(count / stepSize);
}
