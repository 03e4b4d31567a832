import type {Dataset} from '@residual/data';
import type {FitOptions} from '@residual/train';
import type {LayersModel} from '@tensorflow/tfjs-layers';
import type {Parts} from './hold-out.js';
import type {TeachBase} from './teach-base.js';

/** The photos to teach with, all of which were read. */
export interface Pupils {
  readonly classes: readonly string[];
  readonly labels: readonly number[];
  readonly parts: Parts;
  readonly base: TeachBase;
  readonly seed: number;
}

/** A way to teach: what is trained, on what, and how. */
export interface Lesson {
  /** What `fit` takes but for what all lessons share. */
  readonly fit: Pick<FitOptions, 'model' | 'optimizer' | 'loss' | 'train' | 'epochs' | 'schedule'>;
  /** The photos held out, as the model that is trained takes them. */
  readonly test: Dataset;
  /** The whole network, from photos to logits, when the training is over. The model that was trained is of no use then. */
  finish(): Promise<LayersModel>;
  /** Frees what is trained, where the lesson does not come to its end. */
  dispose(): void;
}

/** How often the photos are gone through for some number of steps in all, within limits. */
export function epochsFor(
  steps: number,
  {batches, least, most}: {batches: number; least: number; most: number},
): number {
  return Math.min(most, Math.max(least, Math.round(steps / batches)));
}
