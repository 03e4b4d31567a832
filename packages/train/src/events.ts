import type {CheckpointKind} from './checkpoint/store.js';
import type {Evaluation} from './evaluate.js';

/** The run begins, or goes on: where, and how long it is. */
export interface StartEvent {
  readonly type: 'start';
  /** True when it goes on from a checkpoint. */
  readonly resumed: boolean;
  /** Steps done before. */
  readonly step: number;
  /** Index of the first epoch, from 0, and of its first batch. */
  readonly epoch: number;
  readonly batch: number;
  /** Epochs of the whole run, and batches in each. */
  readonly epochs: number;
  readonly batches: number;
  /** Number of single values that are trained. */
  readonly parameters: number;
}

/** A step is done. Indices count from 0: `step` over the run, `batch` over the epoch. */
export interface StepEvent {
  readonly type: 'step';
  readonly step: number;
  readonly epoch: number;
  readonly batch: number;
  /** Mean over the batch, before the update. */
  readonly loss: number;
  /** Right answers. Where images are mixed, each of two answers counts by its share. */
  readonly correct: number;
  readonly samples: number;
  readonly learningRate: number;
  /** Wall time from asking for the batch to reading its loss. What the consumer of events does is not in it. */
  readonly seconds: number;
}

/** An epoch (index from 0) is done and validated. */
export interface EpochEvent {
  readonly type: 'epoch';
  readonly epoch: number;
  /** Steps done in the whole run. */
  readonly step: number;
  /** Over all samples, each measured when its step came, in training mode. */
  readonly train: Evaluation;
  readonly valid?: Evaluation;
  /** The sum over its steps; validation is not in it. */
  readonly seconds: number;
  /** That of its last step. */
  readonly learningRate: number;
}

/** A checkpoint is written and safe. */
export interface CheckpointEvent {
  readonly type: 'checkpoint';
  readonly kind: CheckpointKind;
  /** Where, as the store calls it. */
  readonly location: string;
  /** Steps done in the whole run. */
  readonly step: number;
  /** Index of the epoch in which a resumed run goes on. */
  readonly epoch: number;
}

/** The last event of a run. */
export interface EndEvent {
  readonly type: 'end';
  /** `stopped`: the validation stopped getting better. */
  readonly reason: 'finished' | 'stopped' | 'interrupted';
  /** Steps done in the whole run. */
  readonly step: number;
  /** Whole epochs done. */
  readonly epoch: number;
}

/** What `fit` tells; `type` says which. All are plain JSON. */
export type TrainEvent = StartEvent | StepEvent | EpochEvent | CheckpointEvent | EndEvent;
