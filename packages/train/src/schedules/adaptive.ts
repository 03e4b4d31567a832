import type {TrainingState} from '../checkpoint/state.js';
import type {Evaluation} from '../evaluate.js';
import type {Schedule} from './schedule.js';

/**
 * A learning rate that depends on how training goes. It holds no state: what it must remember is plain JSON, which
 * `fit` hands from epoch to epoch and a checkpoint saves.
 */
export interface AdaptiveSchedule<State = unknown> {
  /** What it looks at, of the validation where there is one, else of the training. */
  readonly monitor: 'loss' | 'accuracy';
  /** The state before the first epoch. */
  init(): State;
  /** The learning rate of all steps of an epoch. */
  rate(state: State): number;
  /** The state after an epoch with this result. */
  observe(state: State, value: number): State;
}

/** The learning rate of a run's next step. */
export function rateOf(schedule: Schedule | AdaptiveSchedule, state: Pick<TrainingState, 'step' | 'schedule'>): number {
  if (typeof schedule === 'function') return schedule(state.step);
  return schedule.rate(state.schedule ?? schedule.init());
}

/** What the schedule has learned from an epoch, to go into the run's state. */
export function observed(
  schedule: Schedule | AdaptiveSchedule,
  state: Pick<TrainingState, 'schedule'>,
  result: Evaluation,
): Pick<TrainingState, 'schedule'> {
  if (typeof schedule === 'function') return {};
  return {schedule: schedule.observe(state.schedule ?? schedule.init(), result[schedule.monitor])};
}
