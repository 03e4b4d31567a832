import {type Compile, type FitOptions, type InputStage, inputStage, sideBySide} from '@residual/train';
import {folderCheckpoints} from '@residual/train/node';
import type {LayersModel} from '@tensorflow/tfjs-layers';
import {buildSchedule} from '../recipe/build-schedule.js';
import {evaluationBatch} from '../recipe/evaluation-batch.js';
import {buildLoss} from '../recipe/loss.js';
import {buildOptimizer} from '../recipe/optimizer.js';
import type {Recipe} from '../recipe/recipe.js';
import type {Session} from './session.js';

/** What `fit` is told of a session. Throws TrainError `BAD_OPTION`. */
export function fitOptions(session: Session, model: LayersModel, signal: AbortSignal): FitOptions {
  const {recipe, folder, data, parts, resume} = session;
  const {clip, ema, mixing, patience} = recipe;
  const {seconds, steps, bestBy} = recipe.checkpoint;
  const train = data.train.batch(recipe.batchSize);
  return {
    model: sideBySide(model, parts),
    train,
    valid: data.valid.batch(evaluationBatch(data.inputShape)),
    input: inputOf(recipe),
    epochs: recipe.epochs,
    optimizer: buildOptimizer(recipe.optimizer),
    schedule: buildSchedule(recipe, {stepsPerEpoch: train.length}),
    loss: buildLoss(recipe.loss),
    accumulate: recipe.accumulate,
    seed: recipe.seed,
    checkpoints: folderCheckpoints(folder.checkpoints),
    checkpointEvery: steps === undefined ? {seconds} : {steps},
    bestBy,
    metadata: {recipe, classes: data.classes},
    signal,
    ...(clip && {clip}),
    ...(ema && {ema}),
    ...(mixing && {mixing}),
    ...(patience && {patience}),
    ...(recipe.precision === 'float16' && {lossScale: {}}),
    ...(resume && {resume}),
    ...compileOf(session),
  };
}

/** What becomes of images on the engine: batches cross to it as bytes, and are normalised there. */
export function inputOf({data: {normalize}}: Recipe): InputStage {
  return inputStage({normalize});
}

/** How steps run: as one operation where the engine can, in the recipe's precision. */
export function compileOf({compile: wanted, engine: {compile}, recipe: {precision}}: Session): {compile?: Compile} {
  if (!wanted || !compile) return {};
  return {compile: (step, options) => compile(step, {...options, precision})};
}
