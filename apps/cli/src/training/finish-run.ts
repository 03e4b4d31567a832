import {exportTfjs} from '@residual/core';
import {decodeCheckpoint, restoreModel} from '@residual/train';
import {folderCheckpoints} from '@residual/train/node';
import type {LayersModel} from '@tensorflow/tfjs-layers';
import {fitFor} from '../prediction/read-picture.js';
import {evaluationBatch} from '../recipe/evaluation-batch.js';
import {buildLoss} from '../recipe/loss.js';
import {writeReport} from '../report/write-report.js';
import {type TestResult, testModel, writeTestResult} from '../run/test-result.js';
import {writeFolder} from '../run/write-folder.js';
import {compileOf, inputOf} from './fit-options.js';
import type {Session} from './session.js';

/**
 * What follows training: the weights that the recipe keeps are tested and written, with the curves and the report.
 * Throws TrainError, and what the file system throws.
 */
export async function finishRun(session: Session, model: LayersModel): Promise<TestResult> {
  const {recipe, folder, data} = session;
  if (recipe.checkpoint.keep === 'best') {
    restoreModel(model, decodeCheckpoint((await folderCheckpoints(folder.checkpoints).load('best'))!));
  }
  const test = await testModel(model, {
    data: data.test.batch(evaluationBatch(data.inputShape)),
    input: inputOf(recipe),
    classes: data.classes,
    loss: buildLoss(recipe.loss),
    ...compileOf(session),
  });
  await writeTestResult(folder, test);
  const metadata = {classes: data.classes, normalize: recipe.data.normalize, fit: fitFor(recipe.data.name)};
  await writeFolder(folder.model, await exportTfjs(model, {metadata}));
  if (recipe.web) await writeFolder(folder.web, await exportTfjs(model, {metadata, half: true}));
  await writeReport(folder);
  return test;
}
