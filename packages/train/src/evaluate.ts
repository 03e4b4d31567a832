import type * as tf from '@tensorflow/tfjs-core';
import {ahead} from './ahead.js';
import {type Batch, runBatch} from './batch.js';
import {type Compile, type Compiled, eager} from './compile.js';
import {TrainError} from './errors.js';
import {crossEntropy} from './losses/cross-entropy.js';
import type {Loss} from './losses/loss.js';
import {countCorrect} from './metrics/accuracy.js';
import type {Metric} from './metrics/metric.js';
import {addBatch, averages, NO_TOTALS, type Totals} from './metrics/totals.js';
import {classCount, logitsOf, type Model, modelVariables} from './model.js';
import type {InputStage} from './step/input-stage.js';

/** How a model does on a data set. */
export interface Evaluation {
  /** Mean over all samples, whatever the sizes of the batches. */
  readonly loss: number;
  /** Right answers over samples, from 0 to 1. */
  readonly accuracy: number;
  readonly correct: number;
  readonly samples: number;
}

/** Evaluation of one batch as a function of tensors, with the variables that it reads. */
export interface EvaluateStep {
  /**
   * @returns mean loss and number of right answers for images `[batch, height, width, channels]` and labels `[batch]`, and
   *   the logits `[batch, classes]` where they are asked for
   */
  run(x: tf.Tensor, y: tf.Tensor): [loss: tf.Tensor, correct: tf.Tensor, ...logits: tf.Tensor[]];
  /** All weights of the model: what `compile` wants. */
  readonly variables: readonly tf.Variable[];
}

/** What an evaluation step is made of. */
export interface EvaluateStepOptions {
  model: Model;
  /** Default `crossEntropy`. */
  loss?: Loss;
  /** What images go through on the engine before the model, with nothing left to chance. Default: nothing. */
  input?: InputStage;
  /** Whether it gives the logits too. Default false. */
  giveLogits?: boolean;
}

/** Makes the evaluation step of a model: the forward pass with its running statistics, nothing assigned. */
export function evaluateStep({
  model,
  loss = crossEntropy,
  giveLogits = false,
  input,
}: EvaluateStepOptions): EvaluateStep {
  return {
    run(x, y) {
      const labels = y as tf.Tensor1D;
      const logits = logitsOf(model, input ? input.apply(x) : x, {training: false});
      const [value, correct] = [loss(logits, labels), countCorrect(logits, labels)];
      return giveLogits ? [value, correct, logits] : [value, correct];
    },
    variables: [...modelVariables(model).values()],
  };
}

/** What to evaluate, and how. */
export interface EvaluateOptions {
  model: Model;
  /** Gone through once, the last partial batch included. */
  data: AsyncIterable<Batch>;
  /** Default `crossEntropy`. */
  loss?: Loss;
  /** What images go through on the engine before the model. Default: nothing. */
  input?: InputStage;
  /** Further figures to take on the way; read their `value` afterwards. */
  metrics?: readonly Metric[];
  /** Default `eager`. */
  compile?: Compile;
  /** Stops after the batch in hand, by throwing the signal's reason. */
  signal?: AbortSignal;
}

/**
 * Loss and accuracy of a model on a data set.
 *
 * @throws TrainError `BAD_BATCH` when there is no data or a label out of range
 */
export async function evaluate(options: EvaluateOptions): Promise<Evaluation> {
  const {model, data, metrics = [], compile = eager, signal} = options;
  const step = evaluateStep({...options, giveLogits: metrics.length > 0});
  const compiled = compile(step.run, {variables: step.variables, frozen: true});
  try {
    const evaluation = await evaluateWith(compiled, data, {classes: classCount(model), metrics, signal});
    if (evaluation === undefined) throw signal?.reason;
    return evaluation;
  } finally {
    compiled.dispose();
  }
}

/** `evaluate` for a step that is compiled already; undefined when the signal stops it. */
export async function evaluateWith(
  compiled: Compiled,
  data: AsyncIterable<Batch>,
  options: {classes: number | undefined; metrics?: readonly Metric[]; signal: AbortSignal | undefined},
): Promise<Evaluation | undefined> {
  const {classes, metrics = [], signal} = options;
  let totals: Totals = NO_TOTALS;
  for await (const batch of ahead(data)) {
    if (signal?.aborted) return undefined;
    const result = await runBatch(compiled, batch, {classes});
    totals = addBatch(totals, result, batch.y.length);
    if (result.logits) for (const metric of metrics) metric.add(result.logits, batch.y);
  }
  if (totals.samples === 0) throw new TrainError('BAD_BATCH', 'expected data to evaluate on, got no batch');
  return averages(totals);
}
