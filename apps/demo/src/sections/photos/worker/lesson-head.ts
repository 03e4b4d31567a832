import {inMemory} from '@residual/data';
import {adam, cosine, smoothCrossEntropy} from '@residual/train';
import {epochsFor, type Lesson, type Pupils} from './lesson.js';
import {headAlone} from './teach-base.js';

const BATCH = 32;

/**
 * Teaches a new last layer on what the base sees in the photos, and leaves the base as it is: quick, for each photo goes
 * through the base once only.
 *
 * @param features of all photos, one after another, `[photos, channels]`.
 */
export function headLesson({classes, labels, parts, base, seed}: Pupils, features: Float32Array): Lesson {
  const {channels} = base;
  const all = inMemory({data: features, shape: [1, 1, channels], labels, classes: [...classes]});
  const head = headAlone(channels, classes.length);
  const train = all.subset(parts.train).shuffle(seed).batch(BATCH);
  const epochs = epochsFor(800, {batches: train.length, least: 15, most: 100});
  return {
    fit: {
      model: head,
      train,
      epochs,
      optimizer: adam(),
      loss: smoothCrossEntropy({smoothing: 0.1}),
      schedule: cosine({base: 0.01, tMax: epochs * train.length}),
    },
    test: all.subset(parts.test),
    finish() {
      const network = base.withHead(classes.length);
      network.getLayer('fc').setWeights(head.getLayer('fc').getWeights());
      head.dispose();
      return network;
    },
    dispose: () => head.dispose(),
  };
}
