import {type Batch, type BatchMetrics, runBatch} from './batch.js';
import type {Compile} from './compile.js';
import {TrainError} from './errors.js';
import {accumulating} from './step/accumulating.js';
import type {TrainStep} from './train-step.js';

/** A training step that is compiled and takes batches from the host. */
export interface Trainer {
  /**
   * Trains on one batch, at a learning rate, as the step of this index. Leaves no tensor behind, also when it throws.
   *
   * @throws TrainError `BAD_BATCH`
   */
  run(batch: Batch, at: {learningRate: number; step: number}): Promise<BatchMetrics>;
  /** Frees what is compiled. The step stays. */
  dispose(): void;
}

/** How a step is run. */
export interface TrainerOptions {
  compile: Compile;
  /** Number of parts in which the gradients of a batch are computed, one after the other. */
  accumulate: number;
  /** What the step draws follows from it. */
  seed: number;
  /** Number of classes, to check the labels against. */
  classes: number | undefined;
}

/**
 * Compiles a training step.
 *
 * @throws TrainError `BAD_OPTION`
 */
export function trainer(step: TrainStep, options: TrainerOptions): Trainer {
  const {compile, accumulate, seed, classes} = options;
  if (!Number.isInteger(accumulate) || accumulate < 1) {
    throw new TrainError('BAD_OPTION', `expected accumulate to be a whole number from 1, got ${accumulate}`);
  }
  if (accumulate > 1) return accumulating(step, options);
  const compiled = compile(step.run, {variables: step.variables});
  return {
    run(batch, {learningRate, step: count}) {
      const draw = (shape: readonly number[]) => step.draw(shape, {seed, step: count});
      return runBatch(compiled, batch, {scalars: [learningRate, count], draw, classes});
    },
    dispose: () => compiled.dispose(),
  };
}
