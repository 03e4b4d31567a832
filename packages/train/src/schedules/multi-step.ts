import {TrainError} from '../errors.js';
import {positive, type Schedule} from './schedule.js';

/** Settings of `multiStep`, named as in PyTorch. */
export interface MultiStepOptions {
  /** Learning rate of the first steps. */
  base: number;
  /** The steps that are the first with a changed rate, rising. */
  milestones: readonly number[];
  /** Factor of each change. Default 0.1. */
  gamma?: number;
}

/**
 * Multiplies the learning rate by `gamma` at each milestone, as `torch.optim.lr_scheduler.MultiStepLR`: the schedule of
 * the ResNet papers (He et al. 2016), with milestones at 1/2 and 3/4 of the run.
 *
 * @throws TrainError `BAD_OPTION`
 */
export function multiStep({base, milestones, gamma = 0.1}: MultiStepOptions): Schedule {
  positive('base', base);
  positive('gamma', gamma);
  risingSteps('milestones', milestones);
  return count => base * gamma ** milestones.filter(milestone => milestone <= count).length;
}

/** Checks steps at which something changes. */
export function risingSteps(name: string, steps: readonly number[]): void {
  const rising = steps.every((step, i) => Number.isInteger(step) && step > (steps[i - 1] ?? 0));
  if (rising) return;
  throw new TrainError('BAD_OPTION', `expected ${name} to be whole numbers from 1 that rise, got [${steps}]`);
}
