import type {StepEvent} from '@residual/train';

/** The mean loss of every so many batches of an epoch. */
export interface MeanLosses {
  /** The mean over the batches since the last one, where it is time for it; after a resume, over those seen since. */
  add(event: StepEvent): number | undefined;
  /** Forgets the batches since the last one. */
  clear(): void;
}

/** The mean loss of every `every` batches of an epoch. */
export function meanLosses(every: number): MeanLosses {
  let losses: number[] = [];
  return {
    add({batch, loss}) {
      losses.push(loss);
      if ((batch + 1) % every !== 0) return undefined;
      const mean = losses.reduce((sum, value) => sum + value) / losses.length;
      losses = [];
      return mean;
    },
    clear() {
      losses = [];
    },
  };
}
