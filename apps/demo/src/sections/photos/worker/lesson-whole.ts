import {colorJitter, horizontalFlip, inMemory, normalize, onSamples, randomResizedCrop} from '@residual/data';
import {cosine, kernelsOnly, sgd, smoothCrossEntropy, warmup} from '@residual/train';
import {epochsFor, type Lesson, type Pupils} from './lesson.js';

const BATCH = 16;

/**
 * Goes on training the whole network, on parts of the photos, mirrored and in other colours at random: slow, and better
 * where the base has not seen the like.
 *
 * @param pixels of all photos, one after another, as the base takes them, `[photos, height, width, 3]`.
 */
export function wholeLesson({classes, labels, parts, base, seed}: Pupils, pixels: Uint8Array): Lesson {
  const {inputShape, normalize: constants} = base;
  const all = inMemory({data: pixels, shape: inputShape, labels, classes: [...classes]});
  const network = base.withHead(classes.length);
  const augmented = [
    randomResizedCrop({size: [inputShape[0], inputShape[1]], scale: [0.5, 1]}),
    horizontalFlip(),
    colorJitter({brightness: 0.2, contrast: 0.2, saturation: 0.2}),
  ].reduce((data, transform) => data.map(onSamples(transform), {seed}), all.subset(parts.train));
  const train = augmented
    .shuffle(seed)
    .map(normalize(constants))
    // A rest of one or two photos would have no statistics to normalise by.
    .batch(BATCH, {dropLast: parts.train.length > BATCH});
  const epochs = epochsFor(300, {batches: train.length, least: 5, most: 30});
  const steps = epochs * train.length;
  return {
    fit: {
      model: network,
      train,
      epochs,
      optimizer: sgd({momentum: 0.9, nesterov: true, weightDecay: 5e-4, decay: kernelsOnly}),
      loss: smoothCrossEntropy({smoothing: 0.1}),
      schedule: warmup(cosine({base: 0.02, tMax: steps}), {steps: Math.ceil(steps / 20), startFactor: 0.1}),
    },
    test: all.subset(parts.test).map(normalize(constants)),
    finish: async () => network,
    dispose: () => network.dispose(),
  };
}
