import * as tf from '@tensorflow/tfjs-core';
import {fillUniform} from '../initializers/random-values.js';
import {seedFor} from '../initializers/seed-for.js';

/** What the numbers of {@link statelessUniform} follow from. */
export interface StatelessUniformOptions {
  /** Two int32 values, such as the run's seed and the number of the step. */
  seed: tf.Tensor1D;
  /** An int32 that keeps apart the numbers that one seed gives to different users. Default 0. */
  stream?: number;
}

/**
 * Random numbers in [0, 1) that follow from a seed which is a tensor, so that a compiled step draws new ones whenever
 * it gets another seed. The same seed and stream give the same numbers on one engine; engines differ. A backend that
 * has the kernel `StatelessUniform` runs it; elsewhere the seed is read, and the host draws.
 */
export function statelessUniform(shape: readonly number[], {seed, stream = 0}: StatelessUniformOptions): tf.Tensor {
  if (tf.getKernel('StatelessUniform', tf.getBackend())) {
    return tf.engine().runKernel('StatelessUniform', {seed}, {shape: [...shape], stream}) as tf.Tensor;
  }
  const [first, second] = seed.dataSync();
  const values = new Float32Array(tf.util.sizeFromShape([...shape]));
  fillUniform(values, {bound: 0.5, seed: seedFor(first!, `${second}/${stream}`)});
  for (let i = 0; i < values.length; i++) values[i]! += 0.5;
  return tf.tensor(values, [...shape]);
}

/**
 * A seed that nobody chose, `[2]`, int32, for {@link statelessUniform}: another one at each call. A backend that records
 * steps has the kernel `RandomSeed` for it, which refuses to be recorded: the recording would repeat this one for ever.
 */
export function randomSeed(): tf.Tensor1D {
  const values = [Math.random(), Math.random()].map(value => Math.floor(value * 2 ** 32) | 0);
  if (tf.getKernel('RandomSeed', tf.getBackend())) {
    return tf.engine().runKernel('RandomSeed', {}, {values}) as tf.Tensor1D;
  }
  return tf.tensor1d(values, 'int32');
}
