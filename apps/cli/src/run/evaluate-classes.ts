import type {Dataset} from '@residual/data';
import {type Evaluation, evaluate} from '@residual/train';
import type {LayersModel} from '@tensorflow/tfjs-layers';
import {EVALUATION_BATCH} from '../recipe/open-data.js';

/** How a network does on a data set, and on each class of it. */
export interface ClassEvaluation extends Evaluation {
  /** In the order of the data set's classes; one without images is left out. */
  readonly classes: readonly (Evaluation & {readonly name: string})[];
}

/** Evaluates class by class, which together is once over everything. Throws TrainError. */
export async function evaluateClasses(
  model: LayersModel,
  dataset: Dataset,
  {onProgress}: {onProgress: (samples: number) => void},
): Promise<ClassEvaluation> {
  const {labels} = dataset;
  const classes: (Evaluation & {name: string})[] = [];
  const total = {loss: 0, correct: 0, samples: 0};
  for (const [label, name] of dataset.classes.entries()) {
    const indices = [...labels.keys()].filter(i => labels[i] === label);
    if (indices.length === 0) continue;
    const one = await evaluate({model, data: dataset.subset(indices).batch(EVALUATION_BATCH)});
    classes.push({name, ...one});
    total.loss += one.loss * one.samples;
    total.correct += one.correct;
    total.samples += one.samples;
    onProgress(total.samples);
  }
  return {...total, loss: total.loss / total.samples, accuracy: total.correct / total.samples, classes};
}
