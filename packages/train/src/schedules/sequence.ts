import {TrainError} from '../errors.js';
import {risingSteps} from './multi-step.js';
import type {Schedule} from './schedule.js';

/**
 * One schedule after the other, each counting from 0 when its turn comes, as `torch.optim.lr_scheduler.SequentialLR`.
 *
 * @param milestones the steps at which the second and each further schedule begins, rising
 * @throws TrainError `BAD_OPTION`
 */
export function sequence(schedules: readonly Schedule[], {milestones}: {milestones: readonly number[]}): Schedule {
  risingSteps('milestones', milestones);
  if (milestones.length !== schedules.length - 1) {
    throw new TrainError(
      'BAD_OPTION',
      `expected a milestone between any two of ${schedules.length} schedules, got ${milestones.length}`,
    );
  }
  return count => {
    const turn = milestones.filter(milestone => milestone <= count).length;
    return schedules[turn]!(count - (milestones[turn - 1] ?? 0));
  };
}
