import type {Batch, Batches, Dataset} from '@residual/data';
import {
  brier,
  type Calibration,
  type Compile,
  calibration,
  classScores,
  confusionMatrix,
  type Evaluation,
  evaluate,
  type Model,
  mostConfused,
  type Scores,
  topK,
} from '@residual/train';
import {batchSizeFor} from './batch-size.js';
import {type Answered, predictions} from './predictions.js';

/** How a network does on a data set, and on each class of it. */
export interface ClassEvaluation extends Evaluation {
  /** Share of the images whose class is among the five of the largest logits. Only with more than five classes. */
  readonly top5?: number;
  /** From 0, sure and right, to 2, sure and wrong. */
  readonly brier: number;
  /** Whether answers are right as often as their probabilities say, in 15 bins. */
  readonly calibration: Calibration;
  /** In the order of the data set's classes; one that neither is there nor was answered is left out. */
  readonly classes: readonly ClassResult[];
  /** Means over the classes, each counting the same. */
  readonly macro: Scores;
  /** Means over the classes, each counting by its images. */
  readonly weighted: Scores;
  /** How often each class was taken for which: `[class][predicted]`. */
  readonly confusion: readonly (readonly number[])[];
  /** Which class was taken for which other one, the most frequent first. */
  readonly confused: readonly ConfusedClasses[];
}

/** How a network does on one class. */
interface ClassResult extends Scores {
  readonly name: string;
  readonly correct: number;
  readonly samples: number;
}

/** Images of one class that were taken for another one. */
interface ConfusedClasses {
  readonly name: string;
  readonly takenFor: string;
  readonly count: number;
}

/** An evaluation, and what was answered to each image. */
export interface Evaluated {
  readonly evaluation: ClassEvaluation;
  readonly answers: readonly Answered[];
}

/** How an evaluation is computed and watched. */
interface EvaluateClassesOptions {
  /** Default: operation by operation. */
  readonly compile?: Compile | undefined;
  /** Called with the number of images that are done. */
  readonly onProgress: (samples: number) => void;
}

/** Goes once through a data set. Throws TrainError `BAD_BATCH` where the network has fewer classes than the data. */
export async function evaluateClasses(
  model: Model,
  dataset: Dataset,
  {compile, onProgress}: EvaluateClassesOptions,
): Promise<Evaluated> {
  const outputs = (model.outputShape as number[]).at(-1)!;
  const [matrix, five, forecast, trust, all] = [
    confusionMatrix(outputs),
    topK(5),
    brier(),
    calibration(),
    predictions(),
  ];
  const totals = await evaluate({
    model,
    data: watched(dataset.batch(batchSizeFor((await dataset.get(0)).shape)), onProgress),
    metrics: [matrix, five, forecast, trust, all],
    ...(compile && {compile}),
  });
  const confusion = matrix.value();
  const {classes: scores, macro, weighted} = classScores(confusion);
  const nameOf = (label: number) => dataset.classes[label] ?? String(label);
  const classes = dataset.classes.map((name, i) => {
    const {support: samples, ...rest} = scores[i]!;
    return {name, ...rest, correct: confusion[i]![i]!, samples};
  });
  const evaluation = {
    ...totals,
    ...(outputs > 5 && {top5: five.value()}),
    brier: forecast.value(),
    calibration: trust.value(),
    classes: classes.filter(({samples}, i) => samples > 0 || confusion.some(row => row[i]! > 0)),
    macro,
    weighted,
    confusion,
    confused: mostConfused(confusion).map(({label, predicted, count}) => {
      return {name: nameOf(label), takenFor: nameOf(predicted), count};
    }),
  };
  return {evaluation, answers: all.value()};
}

async function* watched(batches: Batches, onProgress: (samples: number) => void): AsyncGenerator<Batch> {
  let samples = 0;
  for await (const batch of batches) {
    yield batch;
    samples += batch.y.length;
    onProgress(samples);
  }
}
