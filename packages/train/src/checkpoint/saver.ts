import type * as tf from '@tensorflow/tfjs-core';
import {TrainError} from '../errors.js';
import type {CheckpointEvent} from '../events.js';
import {encodeCheckpoint} from './checkpoint.js';
import type {TrainingState} from './state.js';
import type {CheckpointKind, CheckpointStore} from './store.js';
import {findNotFinite, readVariables} from './variables.js';

/** How often `last` is written within an epoch; it always is at its end. */
export type CheckpointEvery = {readonly seconds: number} | {readonly steps: number};

/** What is saved, where and how often. */
export interface SaverOptions {
  store: CheckpointStore | undefined;
  every: CheckpointEvery;
  variables: ReadonlyMap<string, tf.Variable>;
  /** The checkpoint from which the run goes on. */
  resumed: TrainingState | undefined;
}

/** Writes the checkpoints of one run, and knows when one is due and which is the last good one. */
export class Saver {
  #savedAt = performance.now();
  #saved: TrainingState | undefined;
  #lastGood: string;

  constructor(private readonly options: SaverOptions) {
    const {resumed, every} = options;
    if ('steps' in every ? !(every.steps >= 1) : !(every.seconds >= 0)) {
      throw new TrainError(
        'BAD_OPTION',
        `expected checkpointEvery to be 1 step or more, or seconds, got ${JSON.stringify(every)}`,
      );
    }
    this.#lastGood = resumed ? `the one that this run went on from (step ${resumed.step})` : 'none';
  }

  /** Whether `last` is due in mid-epoch. */
  isDue({step}: TrainingState): boolean {
    const {every} = this.options;
    if ('steps' in every) return step % every.steps === 0;
    return performance.now() - this.#savedAt >= every.seconds * 1000;
  }

  /** Saves the variables and the state, once for each state and kind `last`; without a store it does nothing. */
  async *save(kind: CheckpointKind, state: TrainingState, learningRate: number): AsyncGenerator<CheckpointEvent> {
    const {store, variables} = this.options;
    if (!store || (kind === 'last' && state === this.#saved)) return;
    const tensors = await readVariables(variables);
    const broken = findNotFinite(tensors);
    if (broken) throw this.notFinite(`'${broken}' is not finite after step ${state.step - 1}`, learningRate);
    const location = await store.save(kind, encodeCheckpoint({tensors, state}));
    this.#lastGood = `${location} (step ${state.step})`;
    if (kind === 'last') {
      this.#saved = state;
      this.#savedAt = performance.now();
    }
    yield {type: 'checkpoint', kind, location, step: state.step, epoch: state.epoch};
  }

  /** The error for numbers that ran away. */
  notFinite(what: string, learningRate: number): TrainError {
    return new TrainError(
      'NOT_FINITE',
      `${what}, at learning rate ${learningRate}; the last good checkpoint: ${this.#lastGood}. ` +
        'Try a lower learning rate, and look for broken values in the data.',
    );
  }
}
