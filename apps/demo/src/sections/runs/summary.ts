import type {StoredRun} from '../../storage/runs.js';

/** What a run has come to; accuracies are shares from 0 to 1. */
export interface RunSummary {
  /** Epochs done. */
  readonly epochs: number;
  /** Of the validation, or where there is none of training. */
  readonly best?: number;
  readonly last?: number;
  /** Of all steps together. */
  readonly seconds?: number;
  readonly imagesPerSecond?: number;
}

/** Sums a run up. A run without a whole epoch has no figures yet. */
export function summarize({epochs}: Pick<StoredRun, 'epochs'>): RunSummary {
  if (epochs.length === 0) return {epochs: 0};
  const accuracies = epochs.map(({train, valid}) => (valid ?? train).accuracy);
  const seconds = epochs.reduce((sum, epoch) => sum + epoch.seconds, 0);
  const samples = epochs.reduce((sum, epoch) => sum + epoch.samples, 0);
  return {
    epochs: epochs.length,
    best: Math.max(...accuracies),
    last: accuracies.at(-1)!,
    seconds,
    imagesPerSecond: samples / seconds,
  };
}
