import type {TrainingState} from './checkpoint/state.js';
import type {Evaluation} from './evaluate.js';

/** What makes a validation the best. */
export type BestBy = 'accuracy' | 'loss';

/** The new best, if this validation of an epoch is better than all before. */
export function improvement(
  validated: Evaluation,
  {epoch, best}: Pick<TrainingState, 'epoch' | 'best'>,
  bestBy: BestBy,
): TrainingState['best'] {
  const value = validated[bestBy];
  const isBetter = best?.metric !== bestBy || (bestBy === 'accuracy' ? value > best.value : value < best.value);
  return isBetter && Number.isFinite(value) ? {metric: bestBy, value, epoch} : undefined;
}

/** Whether the last `patience` epochs brought no better validation. */
export function isStale({epoch, best}: Pick<TrainingState, 'epoch' | 'best'>, patience: number | undefined): boolean {
  return patience !== undefined && epoch - 1 - (best?.epoch ?? -1) >= patience;
}
