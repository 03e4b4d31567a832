import {constant} from './constant.js';
import {positive, type Schedule, wholeSteps} from './schedule.js';
import {sequence} from './sequence.js';

/** Settings of `warmup`. */
export interface WarmupOptions {
  /** Length of the rise. The schedule itself begins after it. */
  steps: number;
  /** Where the rise begins: a share of the schedule's first learning rate. Default 1/3, as in PyTorch. */
  startFactor?: number;
}

/**
 * Raises the learning rate along a line to the schedule's first (Goyal et al. 2017, "Accurate, Large Minibatch SGD"),
 * then follows the schedule from its beginning.
 *
 * @throws TrainError `BAD_OPTION`
 */
export function warmup(schedule: Schedule, {steps, startFactor = 1 / 3}: WarmupOptions): Schedule {
  wholeSteps('the steps of a warmup', steps);
  positive('startFactor', startFactor);
  const target = schedule(0);
  const rise: Schedule = count => target * (startFactor + ((1 - startFactor) * count) / steps);
  return sequence([rise, schedule], {milestones: [steps]});
}

/** Settings of `linearWarmup`, named as in PyTorch but for `total`, its `total_iters`. */
export interface LinearWarmupOptions {
  /** Learning rate after the rise. */
  base: number;
  /** Length of the rise, in steps. */
  total: number;
  /** Where the rise begins: a share of `base`. Default 1/3. */
  startFactor?: number;
}

/**
 * Raises the learning rate along a line to `base`, where it stays, as `torch.optim.lr_scheduler.LinearLR`.
 *
 * @throws TrainError `BAD_OPTION`
 */
export function linearWarmup({base, total, ...options}: LinearWarmupOptions): Schedule {
  return warmup(constant(base), {steps: total, ...options});
}
