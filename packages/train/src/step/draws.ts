import * as tf from '@tensorflow/tfjs-core';
import {isRandom, type Model} from '../model.js';
import {partSeed, randomFrom} from '../random.js';
import {drawMixture, type MixingOptions, type MixtureTensors, requireMixing} from './mixing.js';

/** What the random numbers of a step follow from, so that a resumed run draws the same. */
export interface Moment {
  /** The run's seed, a whole number. */
  readonly seed: number;
  /** Number of steps done before. */
  readonly step: number;
  /** Which part of the batch, where it is divided. Default 0. */
  readonly part?: number;
}

/** What a step draws on the host and takes as inputs, so that it can be compiled. */
export interface Draws {
  /** Number of tensors. */
  readonly count: number;
  /** Draws for a batch `[batch, height, width, channels]`. */
  draw(shape: readonly number[], moment: Moment): tf.Tensor[];
  /** Which of the tensors is which. */
  read(drawn: readonly tf.Tensor[]): {seed?: tf.Tensor1D; mixture?: MixtureTensors};
}

/**
 * A seed for a model that draws random numbers, and a mixture where images are mixed; nothing for a step that is
 * without both.
 *
 * @throws TrainError `BAD_OPTION`
 */
export function drawsOf(model: Model, mixing: MixingOptions | undefined): Draws {
  if (mixing) requireMixing(mixing);
  const seeds = isRandom(model) ? 1 : 0;
  return {
    count: seeds + (mixing ? 3 : 0),
    draw(shape, {seed, step, part = 0}) {
      const own = partSeed(seed, part);
      return [
        ...(seeds ? [tf.tensor1d([own, step], 'int32')] : []),
        ...(mixing ? drawMixture(shape, mixing, randomFrom(own, step)) : []),
      ];
    },
    read(drawn) {
      const [seed, mixture] = [drawn.slice(0, seeds)[0], drawn.slice(seeds)];
      return {
        ...(seed && {seed: seed as tf.Tensor1D}),
        ...(mixture.length > 0 && {mixture: mixture as MixtureTensors}),
      };
    },
  };
}
