import {inMemory} from '@residual/data';
import {adam, cosine, smoothCrossEntropy} from '@residual/train';
import * as tf from '@tensorflow/tfjs-core';
import {epochsFor, type Lesson, type Pupils} from './lesson.js';
import {standardized, statisticsOf, unstandardizedLayer} from './standardize.js';
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
  const statistics = statisticsOf(features, {rows: parts.train, channels});
  const data = standardized(features, statistics);
  const all = inMemory({data, shape: [1, 1, channels], labels, classes: [...classes]});
  const head = headAlone(channels, classes.length);
  const train = all.subset(parts.train).shuffle(seed).batch(BATCH);
  const epochs = epochsFor(800, {batches: train.length, least: 15, most: 60});
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
    async finish() {
      const network = base.withHead(classes.length);
      const [kernel, bias] = head.getLayer('fc').getWeights() as [tf.Tensor, tf.Tensor];
      const [ofKernel, ofBias] = await Promise.all([kernel.data<'float32'>(), bias.data<'float32'>()]);
      const plain = unstandardizedLayer({kernel: ofKernel, bias: ofBias}, statistics);
      tf.tidy(() => {
        network.getLayer('fc').setWeights([tf.tensor(plain.kernel, kernel.shape), tf.tensor(plain.bias, bias.shape)]);
      });
      head.dispose();
      return network;
    },
    dispose: () => head.dispose(),
  };
}
