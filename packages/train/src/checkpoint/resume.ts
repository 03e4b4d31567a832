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
  accumulate: number;
  seed: number;
  metadata?: Readonly<Record<string, unknown>>;
}

/** The state before the first step. */
export function initialState(options: ResumeOptions): TrainingState {
  const {optimizer, batches, metadata = {}} = options;
  const {name, config} = optimizer;
  return {
    step: 0,
    epoch: 0,
    batch: 0,
    batches,
    totals: NO_TOTALS,
    seconds: 0,
    optimizer: {name, config},
    settings: settingsOf(options),
    metadata,
  };
}

/**
 * Puts weights and slots back and returns the state to go on from.
 *
 * @throws TrainError `FOREIGN_CHECKPOINT` when network, optimizer, its settings or the number of batches differ
 */
export function resumeState({tensors, state}: Checkpoint, options: ResumeOptions): TrainingState {
  const {step, optimizer, batches, metadata} = options;
  const saved = describe(state.optimizer);
  const current = describe(optimizer);
  if (saved !== current) throw foreign(`trained with ${saved}, but this run uses ${current}`);
  if (state.batches !== batches) {
    throw foreign(`made with ${state.batches} batches in an epoch, but this run has ${batches}`);
  }
  const [before, now] = [state.settings ?? {}, settingsOf(options)].map(toJson);
  if (before !== now) throw foreign(`trained with settings ${before}, but this run has ${now}`);
  assignVariables(step.named, tensors);
  return {...state, metadata: {...state.metadata, ...metadata}};
}

/** What else decides the course of a run. What is not used is not in it. */
function settingsOf({step, accumulate, seed}: ResumeOptions): Readonly<Record<string, unknown>> {
  return {...step.settings, ...(accumulate > 1 && {accumulate}), ...(step.drawCount > 0 && {seed})};
}

/** JSON with the keys in order, to be compared. */
function toJson(settings: unknown): string {
  const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
  return JSON.stringify(settings, (_, value: unknown) =>
    isObject(value) && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort()) : value,
  );
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
