import type {Batch, Dataset} from '@residual/data';
import {type GradientStep, gradientStep, sgd} from '@residual/train';
import * as tf from '@tensorflow/tfjs-core';
import type {LayersModel} from '@tensorflow/tfjs-layers';
import type {ComparedStep, ComparisonOptions, Side} from '../comparison/comparison-report.js';
import {twins} from './twins.js';

const BATCH_SIZE = 32;
const MOMENTUM = 0.9;
const LEARNING_RATE = 0.05;

/**
 * Trains both twins on the same digits in the same order at the same learning rate, a step each in turn, for as long as
 * steps are asked for.
 *
 * @param train Digits, normalised.
 */
export async function* compare(
  train: Dataset,
  {seed = 1, ...options}: ComparisonOptions & {seed?: number},
): AsyncGenerator<ComparedStep, void> {
  const models = twins({...options, seed});
  const contestants = [new Contestant(models.residual), new Contestant(models.plain)] as const;
  const batches = train.shuffle(seed).batch(BATCH_SIZE, {dropLast: true});
  try {
    for (let step = 0; ; ) {
      for await (const batch of batches.epoch(Math.floor(step / batches.length))) {
        const residual = await contestants[0].train(batch, step);
        const plain = await contestants[1].train(batch, step);
        yield {step, residual, plain};
        step++;
      }
    }
  } finally {
    for (const contestant of contestants) contestant.dispose();
  }
}

/** One of the two as it trains. */
class Contestant {
  readonly #model: LayersModel;
  readonly #step: GradientStep;

  constructor(model: LayersModel) {
    this.#model = model;
    this.#step = gradientStep({model, optimizer: sgd({momentum: MOMENTUM})});
  }

  async train({x, shape, y}: Batch, step: number): Promise<Side> {
    const outputs = tf.tidy(() =>
      this.#step.run(
        tf.tensor(x, shape, 'float32'),
        tf.tensor1d(y, 'int32'),
        tf.scalar(LEARNING_RATE),
        tf.scalar(step),
      ),
    );
    const [loss, correct, norms] = await Promise.all(outputs.map(output => output.data()));
    tf.dispose(outputs);
    return {loss: loss![0]!, accuracy: correct![0]! / y.length, gradients: this.#byLayer(norms!)};
  }

  /** The norm over all weights of each layer that has a kernel. */
  #byLayer(norms: ArrayLike<number>): number[] {
    const layers = new Map<string, number[]>();
    for (const [i, {originalName}] of this.#step.weights.entries()) {
      const [layer, weight] = originalName.split(/\/(?=[^/]*$)/) as [string, string];
      if (weight === 'kernel' || layers.has(layer)) layers.set(layer, [...(layers.get(layer) ?? []), norms[i]!]);
    }
    return [...layers.values()].map(values => Math.hypot(...values));
  }

  dispose(): void {
    this.#step.dispose();
    this.#model.dispose();
  }
}
