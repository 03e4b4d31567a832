import {type EndEvent, type EpochEvent, fit} from '@residual/train';
import {jsonLinesLog} from '@residual/train/node';
import type {LayersModel} from '@tensorflow/tfjs-layers';
import {buildModel} from '../recipe/build.js';
import {finishRun} from './finish-run.js';
import {fitOptions} from './fit-options.js';
import {keepImprovement} from './keep-improvement.js';
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

/**
 * Trains and writes what comes out into the run folder: log, checkpoints and, at the end, the model, its test and the
 * report. Throws TrainError, as when the loss is not finite or the disk is full.
 */
export async function trainRun(session: Session, {reporter, signal}: TrainRunOptions): Promise<TrainOutcome> {
  const {recipe, folder, data, resume, start} = session;
  const began = performance.now();
  const model = buildModel(recipe, data);
  start?.load(model);
  const log = jsonLinesLog(folder.log, {resume: resume?.state ?? {step: 0, epoch: 0}});
  const trained = {samples: 0, seconds: 0};
  let lastEpoch: EpochEvent | undefined;
  let end: EndEvent | undefined;
  try {
    for await (const event of fit(fitOptions(session, model, signal))) {
      log.write(event);
      reporter.show(event);
      if (event.type === 'step') {
        trained.samples += event.samples;
        trained.seconds += event.seconds;
      } else if (event.type === 'epoch') {
        lastEpoch = event;
      } else if (event.type === 'checkpoint' && event.kind === 'best' && recipe.checkpoint.history) {
        await keepImprovement(event.location, lastEpoch!);
      } else if (event.type === 'end') {
        end = event;
      }
    }
  } finally {
    reporter.close();
    log.close();
  }
  const {reason, step, epoch} = end!;
  if (reason === 'interrupted') return {reason, step, epoch};
  const {confusion: _, ...test} = await finishRun(session, model);
  const result = {
    test,
    epochs: epoch,
    ...(reason === 'stopped' && {stopped: true}),
    seconds: (performance.now() - began) / 1000,
    ...(trained.samples > 0 && {imagesPerSecond: trained.samples / trained.seconds}),
  };
  return {reason: 'finished', model, result};
}
