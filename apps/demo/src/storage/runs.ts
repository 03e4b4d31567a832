import {database} from './database.js';

/** A run of `residual train` that was opened in the page: what is shown of it. Plain data. */
export interface StoredRun {
  readonly id: string;
  readonly name: string;
  /** When it was opened first, in milliseconds since 1970. */
  readonly added: number;
  readonly about: RunAbout;
  readonly epochs: readonly RunEpoch[];
  /** Absent where there is a report alone. */
  readonly steps?: RunSteps;
}

/** What is known of a run besides its course; a log alone knows little. */
export interface RunAbout {
  readonly recipe?: string;
  readonly network?: string;
  readonly engine?: string;
  readonly parameters?: number;
  /** Epochs that the run was to have. */
  readonly epochs?: number;
  /** Share of test images that are right at the end, from 0 to 1. */
  readonly test?: number;
}

/** An epoch that is done. */
export interface RunEpoch {
  /** From 1. */
  readonly epoch: number;
  /** Steps done in the whole run. */
  readonly step: number;
  readonly train: Score;
  readonly valid?: Score;
  readonly samples: number;
  /** The sum over its steps. */
  readonly seconds: number;
  readonly learningRate: number;
}

/** Mean loss, and the share of right answers from 0 to 1. */
interface Score {
  readonly loss: number;
  readonly accuracy: number;
}

/** The course by step, thinned: a value stands for some steps in a row, the last of which is in `step`, from 1. */
export interface RunSteps {
  readonly step: Float64Array;
  readonly loss: Float64Array;
  readonly accuracy: Float64Array;
  readonly learningRate: Float64Array;
  readonly imagesPerSecond: Float64Array;
}

/** Stores a run in the place of the one of that id. */
export async function storeRun(run: StoredRun): Promise<void> {
  await (await database()).put('runs', run, run.id);
}

/** The stored runs in the order in which they were opened. */
export async function listRuns(): Promise<StoredRun[]> {
  return (await (await database()).getAll('runs')).sort((a, b) => a.added - b.added);
}

export async function deleteRun(id: string): Promise<void> {
  await (await database()).delete('runs', id);
}
