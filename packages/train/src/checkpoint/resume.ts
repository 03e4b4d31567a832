import {TrainError} from '../errors.js';
import {NO_TOTALS} from '../metrics/totals.js';
import type {Optimizer} from '../optimizers/optimizer.js';
import type {TrainStep} from '../train-step.js';
import type {Checkpoint} from './checkpoint.js';
import type {TrainingState} from './state.js';
import {assignVariables} from './variables.js';

/** The run at hand, with which a checkpoint must agree. */
export interface ResumeOptions {
  step: TrainStep;
  optimizer: Optimizer;
  /** Batches in an epoch of the data at hand. */
  batches: number;
  metadata: Readonly<Record<string, unknown>>;
}

/** The state before the first step. */
export function initialState({optimizer: {name, config}, batches, metadata}: ResumeOptions): TrainingState {
  return {
    step: 0,
    epoch: 0,
    batch: 0,
    batches,
    totals: NO_TOTALS,
    seconds: 0,
    optimizer: {name, config},
    metadata,
  };
}

/**
 * Puts weights and slots back and returns the state to go on from.
 *
 * @throws TrainError `FOREIGN_CHECKPOINT` when network, optimizer, its settings or the number of batches differ
 */
export function resumeState(
  {tensors, state}: Checkpoint,
  {step, optimizer, batches, metadata}: ResumeOptions,
): TrainingState {
  const saved = describe(state.optimizer);
  const current = describe(optimizer);
  if (saved !== current) throw foreign(`trained with ${saved}, but this run uses ${current}`);
  if (state.batches !== batches) {
    throw foreign(`made with ${state.batches} batches in an epoch, but this run has ${batches}`);
  }
  assignVariables(step.named, tensors);
  return {...state, metadata: {...state.metadata, ...metadata}};
}

function foreign(what: string): TrainError {
  return new TrainError(
    'FOREIGN_CHECKPOINT',
    `the checkpoint was ${what}; resume with the same settings, or start a new run from its weights (restoreModel)`,
  );
}

/** `sgd (momentum 0.5, nesterov false)` */
function describe({name, config}: Pick<Optimizer, 'name' | 'config'>): string {
  const settings = Object.keys(config).sort();
  return `${name} (${settings.map(key => `${key} ${config[key]}`).join(', ')})`;
}
