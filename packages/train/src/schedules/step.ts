import {TrainError} from '../errors.js';
import {positive, type Schedule} from './schedule.js';

/** Settings of `step`, named as in PyTorch. */
export interface StepOptions {
  /** Learning rate of the first steps. */
  base: number;
  /** Number of steps between two changes. For changes by epoch, give a multiple of the batches in an epoch. */
  stepSize: number;
  /** Factor of each change. Default 0.1. */
  gamma?: number;
}

/** Multiplies the learning rate by `gamma` every `stepSize` steps, as `torch.optim.lr_scheduler.StepLR`. */
export function step({base, stepSize, gamma = 0.1}: StepOptions): Schedule {
  positive('base', base);
  positive('gamma', gamma);
  if (!Number.isInteger(stepSize) || stepSize < 1) {
    throw new TrainError('BAD_OPTION', `expected stepSize to be a whole number of steps from 1, got ${stepSize}`);
  }
  return count => base * gamma ** Math.floor(count / stepSize);
}
