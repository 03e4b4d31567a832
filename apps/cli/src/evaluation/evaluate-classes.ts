import type {Batch, Batches, Dataset} from '@residual/data';
import {
  type Compile,
  classScores,
  confusionMatrix,
  type Evaluation,
  evaluate,
  type Scores,
  topK,
} from '@residual/train';
import type {LayersModel} from '@tensorflow/tfjs-layers';
import {batchSizeFor} from './batch-size.js';

/** How a network does on a data set, and on each class of it. */
export interface ClassEvaluation extends Evaluation {
  /** Share of the images whose class is among the five of the largest logits. Only with more than five classes. */
  readonly top5?: number;
  /** In the order of the data set's classes; one without images is left out. */
  readonly classes: readonly ClassResult[];
  /** How often each class was taken for which: `[class][predicted]`. */
  readonly confusion: readonly (readonly number[])[];
}

/** How a network does on one class. */
interface ClassResult extends Scores {
  readonly name: string;
  readonly correct: number;
  readonly samples: number;
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
  model: LayersModel,
  dataset: Dataset,
  {compile, onProgress}: EvaluateClassesOptions,
): Promise<ClassEvaluation> {
  const outputs = (model.outputShape as number[]).at(-1)!;
  const matrix = confusionMatrix(outputs);
  const five = topK(5);
  const evaluation = await evaluate({
    model,
    data: watched(dataset.batch(batchSizeFor((await dataset.get(0)).shape)), onProgress),
    metrics: [matrix, five],
    ...(compile && {compile}),
  });
  const confusion = matrix.value();
  const scores = classScores(confusion).classes;
  const classes = dataset.classes.map((name, i) => {
    const {support: samples, ...rest} = scores[i]!;
    return {name, ...rest, correct: confusion[i]![i]!, samples};
  });
  return {
    ...evaluation,
    ...(outputs > 5 && {top5: five.value()}),
    classes: classes.filter(({samples}) => samples > 0),
    confusion,
  };
}

async function* watched(batches: Batches, onProgress: (samples: number) => void): AsyncGenerator<Batch> {
  let samples = 0;
  for await (const batch of batches) {
    yield batch;
    samples += batch.y.length;
    onProgress(samples);
  }
}
