import {exportTfjs} from '@residual/core';
import {
  type Compile,
  decodeCheckpoint,
  type EpochEvent,
  evaluate,
  fit,
  restoreModel,
  sideBySide,
} from '@residual/train';
import {folderCheckpoints, jsonLinesLog} from '@residual/train/node';
import type {LayersModel} from '@tensorflow/tfjs-layers';
import {buildModel, buildOptimizer, buildSchedule} from '../recipe/build.js';
import {EVALUATION_BATCH, prepared} from '../recipe/open-data.js';
import {writeFolder} from '../run/write-folder.js';
import type {Reporter} from './reporters.js';
import type {TrainResult} from './result.js';
import type {Session} from './session.js';

/** How a training ended, with the network that it leaves. */
export type TrainOutcome =
  | {readonly reason: 'finished'; readonly model: LayersModel; readonly result: TrainResult}
  | {readonly reason: 'interrupted'; readonly step: number; readonly epoch: number};

/** What watches and stops a training. */
export interface TrainRunOptions {
  readonly reporter: Reporter;
  readonly signal: AbortSignal;
}

/** How steps run: as one operation where the engine can, in the recipe's precision. */
function compileOf({compile: wanted, engine: {compile}, recipe: {precision}}: Session): {compile?: Compile} {
  if (!wanted || !compile) return {};
  return {compile: (step, options) => compile(step, {...options, precision})};
}

/**
 * Trains and writes what comes out into the run folder: log, checkpoints and, at the end, the model.
 * Throws TrainError, as when the loss is not finite or the disk is full.
 */
export async function trainRun(session: Session, {reporter, signal}: TrainRunOptions): Promise<TrainOutcome> {
  const {recipe, folder, data, parts, resume} = session;
  const began = performance.now();
  const model = buildModel(recipe, data);
  const train = prepared(data.train, recipe).batch(recipe.batchSize);
  const compile = compileOf(session);
  const checkpoints = folderCheckpoints(folder.checkpoints);
  const {seconds, steps, keep} = recipe.checkpoint;
  const log = jsonLinesLog(folder.log, {resume: resume?.state ?? {step: 0, epoch: 0}});
  const trained = {samples: 0, seconds: 0};
  let lastEpoch: EpochEvent | undefined;
  try {
    const events = fit({
      model: sideBySide(model, parts),
      train,
      valid: prepared(data.valid, recipe).batch(EVALUATION_BATCH),
      epochs: recipe.epochs,
      optimizer: buildOptimizer(recipe),
      schedule: buildSchedule(recipe, {stepsPerEpoch: train.length}),
      checkpoints,
      checkpointEvery: steps === undefined ? {seconds} : {steps},
      metadata: {recipe, classes: data.classes},
      signal,
      ...compile,
      ...(recipe.precision === 'float16' ? {lossScale: {}} : {}),
      ...(resume ? {resume} : {}),
    });
    for await (const event of events) {
      log.write(event);
      reporter.show(event);
      if (event.type === 'step') {
        trained.samples += event.samples;
        trained.seconds += event.seconds;
      }
      if (event.type === 'epoch') lastEpoch = event;
      if (event.type === 'end' && event.reason === 'interrupted') return {...event, reason: 'interrupted'};
    }
  } finally {
    reporter.close();
    log.close();
  }
  if (keep === 'best') restoreModel(model, decodeCheckpoint((await checkpoints.load('best'))!));
  const known = keep === 'last' && recipe.data.validation === 'test' ? lastEpoch?.valid : undefined;
  const test =
    known ?? (await evaluate({model, data: prepared(data.test, recipe).batch(EVALUATION_BATCH), ...compile}));
  const metadata = {classes: data.classes, normalize: recipe.data.normalize};
  await writeFolder(folder.model, await exportTfjs(model, {metadata}));
  const result = {
    test,
    epochs: recipe.epochs,
    seconds: (performance.now() - began) / 1000,
    ...(trained.samples > 0 && {imagesPerSecond: trained.samples / trained.seconds}),
  };
  return {reason: 'finished', model, result};
}
