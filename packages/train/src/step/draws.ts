import * as tf from '@tensorflow/tfjs-core';
import {isRandom, type Model} from '../model.js';
import {partSeed, randomFrom} from '../random.js';
import type {InputStage} from './input-stage.js';
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
  read(drawn: readonly tf.Tensor[]): {seed?: tf.Tensor1D; mixture?: MixtureTensors; placement: readonly tf.Tensor[]};
}

/** What of a step draws, besides the model. */
export interface DrawsOptions {
  readonly mixing?: MixingOptions | undefined;
  readonly input?: InputStage | undefined;
}

/**
 * A seed for a model that draws random numbers, a mixture where images are mixed, and what the input stage draws; nothing
 * for a step that is without these.
 *
 * @throws TrainError `BAD_OPTION`
 */
export function drawsOf(model: Model, {mixing, input}: DrawsOptions): Draws {
  if (mixing) requireMixing(mixing);
  const seeds = isRandom(model) ? 1 : 0;
  const mixtures = mixing ? 3 : 0;
  return {
    count: seeds + mixtures + (input?.drawCount ?? 0),
    draw(shape, {seed, step, part = 0}) {
      const own = partSeed(seed, part);
      const random = randomFrom(own, step);
      return [
        ...(seeds ? [tf.tensor1d([own, step], 'int32')] : []),
        ...(mixing ? drawMixture(input?.outputShape(shape) ?? shape, mixing, random) : []),
        ...(input?.draw(shape, random) ?? []),
      ];
    },
    read(drawn) {
      const [seed, mixture] = [drawn.slice(0, seeds)[0], drawn.slice(seeds, seeds + mixtures)];
      return {
        ...(seed && {seed: seed as tf.Tensor1D}),
        ...(mixture.length > 0 && {mixture: mixture as MixtureTensors}),
        placement: drawn.slice(seeds + mixtures),
      };
    },
  };
}
