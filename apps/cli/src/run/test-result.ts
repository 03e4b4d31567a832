import {readFile} from 'node:fs/promises';
import {type Compile, confusionMatrix, type Evaluation, evaluate, type InputStage, type Loss} from '@residual/train';
import {writeAtomic} from '@residual/train/node';
import type {LayersModel} from '@tensorflow/tfjs-layers';
import type {RunFolder} from './folder.js';

/** How the network that a run left does on the test set: what `test.json` says. */
export interface TestResult extends Evaluation {
  /** How often each class was taken for which: `[class][predicted]`. */
  readonly confusion: readonly (readonly number[])[];
}

interface TestOptions {
  readonly data: Parameters<typeof evaluate>[0]['data'];
  readonly classes: readonly string[];
  readonly loss: Loss;
  readonly input: InputStage;
  readonly compile?: Compile;
}

/** Evaluates a network on test batches. Throws TrainError. */
export async function testModel(model: LayersModel, {classes, ...options}: TestOptions): Promise<TestResult> {
  const matrix = confusionMatrix(classes.length);
  const evaluation = await evaluate({model, ...options, metrics: [matrix]});
  return {...evaluation, confusion: matrix.value()};
}

/** Writes `test.json`. */
export async function writeTestResult(folder: RunFolder, result: TestResult): Promise<void> {
  await writeAtomic(folder.test, `${JSON.stringify(result)}\n`);
}

/** Reads `test.json`; undefined where the run is not at its end. */
export async function readTestResult(folder: RunFolder): Promise<TestResult | undefined> {
  const text = await readFile(folder.test, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as TestResult);
}
