import type {EpochEvent} from '@residual/train';
import type {RunAbout, RunEpoch, StoredRun} from '../../../storage/runs.js';
import type {LogEvent} from './parse-event.js';
import {ThinnedSteps} from './thinned-steps.js';

/** Collects the course of a run from its events. */
export class Course {
  readonly #steps = new ThinnedSteps();
  #epochs: RunEpoch[] = [];
  #about: Pick<RunAbout, 'epochs' | 'parameters'> = {};
  #events = 0;

  /** Whether nothing was told yet. */
  get empty(): boolean {
    return this.#events === 0;
  }

  add(event: LogEvent): void {
    this.#events++;
    if (event.type === 'step') this.#steps.add(event);
    if (event.type === 'epoch') this.#epochs.push(runEpoch(event));
    if (event.type !== 'start') return;
    // A run that goes on from a checkpoint does again what came after it.
    this.#steps.dropFrom(event.step);
    this.#epochs = this.#epochs.filter(({step}) => step <= event.step);
    const {epochs, parameters} = event;
    this.#about = {epochs, ...(Number.isFinite(parameters) && {parameters})};
  }

  values(): Pick<StoredRun, 'about' | 'epochs' | 'steps'> {
    const steps = this.#steps.values();
    return {about: this.#about, epochs: this.#epochs, ...(steps.step.length > 0 && {steps})};
  }
}

/** What is kept of an epoch. */
export function runEpoch({epoch, step, train, valid, seconds, learningRate}: EpochEvent): RunEpoch {
  return {
    ...{epoch: epoch + 1, step, seconds, learningRate, samples: train.samples},
    train: {loss: train.loss, accuracy: train.accuracy},
    ...(valid && {valid: {loss: valid.loss, accuracy: valid.accuracy}}),
  };
}
