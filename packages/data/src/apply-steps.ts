import type {Transform} from './dataset.js';
import {random} from './random.js';
import type {Sample, TransformStep} from './sample.js';
import {onSamples} from './transforms/image-transform.js';
import {transformFrom} from './transforms/registry.js';

/** The transforms of steps that were met before: many samples go through the same ones. */
const made = new WeakMap<readonly TransformStep[], Transform[]>();

/** Applies the transforms of a data set to the sample that has number `position` in its source, as the data set does. */
export function applySteps(sample: Sample, position: number, steps: readonly TransformStep[]): Sample {
  const transforms = made.get(steps) ?? steps.map(({description}) => onSamples(transformFrom(description)));
  made.set(steps, transforms);
  return steps.reduce((sample, {seed, place, epoch}, i) => {
    return transforms[i]!(sample, random(seed).fork(place).fork(epoch).fork(position));
  }, sample);
}
