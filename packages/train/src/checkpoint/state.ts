import {TrainError} from '../errors.js';
import type {Totals} from '../metrics/totals.js';
import type {Optimizer} from '../optimizers/optimizer.js';

/** Where a run stands, beside its tensors: plain JSON. */
export interface TrainingState {
  /** Steps done in the whole run; the next step has this index. */
  readonly step: number;
  /** Index of the epoch in progress, from 0. */
  readonly epoch: number;
  /** Batches done in it. */
  readonly batch: number;
  /** Batches in an epoch. */
  readonly batches: number;
  /** Sums over the samples of the epoch so far. */
  readonly totals: Totals;
  /** Seconds spent in the steps of the epoch so far. */
  readonly seconds: number;
  /** The best validation so far: its accuracy or loss, and the epoch (from 0) that reached it. */
  readonly best?: {readonly metric: string; readonly value: number; readonly epoch: number};
  readonly optimizer: Pick<Optimizer, 'name' | 'config'>;
  /** The other settings that decide the course of the run, as far as they are used: clipping, average, mixing, scale, seed. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** What a schedule that follows the results has learned. */
  readonly schedule?: unknown;
  /** What the caller wants to find again: configuration, class names. JSON values. */
  readonly metadata: Readonly<Record<string, unknown>>;
}

/**
 * Reads a state from JSON.
 *
 * @throws TrainError `BROKEN_CHECKPOINT` naming the field that is wrong
 */
export function parseState(json: string): TrainingState {
  const state = parseObject(json);
  const counts = ['step', 'epoch', 'batch', 'batches'];
  for (const key of counts) check(Number.isInteger(state[key]) && Number(state[key]) >= 0, key, 'a count', state[key]);
  check(typeof state.seconds === 'number', 'seconds', 'a number', state.seconds);
  const {totals, optimizer, best} = state;
  const sums = isObject(totals) && ['loss', 'correct', 'samples'].every(key => typeof totals[key] === 'number');
  check(sums, 'totals', 'three sums', totals);
  const named = isObject(optimizer) && typeof optimizer.name === 'string' && isObject(optimizer.config);
  check(named, 'optimizer', 'a name and a config', optimizer);
  const measured = isObject(best) && typeof best.metric === 'string' && typeof best.value === 'number';
  check(best === undefined || measured, 'best', 'a metric and its value', best);
  for (const key of ['settings', 'schedule']) {
    check(state[key] === undefined || isObject(state[key]), key, 'an object', state[key]);
  }
  check(isObject(state.metadata), 'metadata', 'an object', state.metadata);
  return state as unknown as TrainingState;
}

function parseObject(json: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json);
    if (isObject(value)) return value;
  } catch (cause) {
    throw new TrainError('BROKEN_CHECKPOINT', 'the checkpoint is damaged: its state is not valid JSON', {cause});
  }
  throw new TrainError('BROKEN_CHECKPOINT', 'the checkpoint is damaged: its state is not an object');
}

function check(condition: boolean, field: string, expected: string, got: unknown): void {
  if (condition) return;
  const message = `the checkpoint is damaged: expected '${field}' of its state to be ${expected}, got ${JSON.stringify(got)}`;
  throw new TrainError('BROKEN_CHECKPOINT', message);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
