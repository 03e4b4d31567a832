import {ahead} from './ahead.js';
import type {Batch, Batches} from './batch.js';
import {type BestBy, improvement, isStale} from './best.js';
import {type Checkpoint, decodeCheckpoint} from './checkpoint/checkpoint.js';
import {initialState, resumeState} from './checkpoint/resume.js';
import {type CheckpointEvery, Saver} from './checkpoint/saver.js';
import type {CheckpointStore} from './checkpoint/store.js';
import {restoreModel} from './checkpoint/variables.js';
import {type Compile, eager} from './compile.js';
import {TrainError} from './errors.js';
import {evaluateStep, evaluateWith} from './evaluate.js';
import type {StepEvent, TrainEvent} from './events.js';
import {addBatch, averages, NO_TOTALS} from './metrics/totals.js';
import {classCount} from './model.js';
import {type AdaptiveSchedule, observed, rateOf} from './schedules/adaptive.js';
import type {Schedule} from './schedules/schedule.js';
import {type TrainStepOptions, trainStep} from './train-step.js';
import {trainer} from './trainer.js';

/** A run of training: how a step is made, and what surrounds it. */
export interface FitOptions extends TrainStepOptions {
  train: Batches;
  /** Evaluated after every epoch. Needed for `best`. */
  valid?: AsyncIterable<Batch>;
  /** Epochs of the whole run, those before a resume included. */
  epochs: number;
  schedule: Schedule | AdaptiveSchedule;
  /** Number of parts in which the gradients of a batch are computed, for batches that do not fit whole. Default 1. */
  accumulate?: number;
  /** What dropout, mixing and the like draw from, a whole number. Default 0. */
  seed?: number;
  /** Default `eager`. */
  compile?: Compile;
  /** Where checkpoints go; without it there are none. */
  checkpoints?: CheckpointStore;
  /** Default every 30 seconds. The end of an epoch and an interruption write one in any case. */
  checkpointEvery?: CheckpointEvery;
  /** What makes a validation the best; a tie keeps the first. Default `accuracy`. */
  bestBy?: BestBy;
  /** Ends the run after so many epochs without a better validation. Default: never. */
  patience?: number;
  /** Leaves the weights of the best validation in the model, from its checkpoint, in the place of the last. Default false. */
  restoreBest?: boolean;
  /** Goes on from here as if there had been no break: same data, same settings, bit for bit on one engine. */
  resume?: Checkpoint;
  /** Aborting finishes the step in hand, writes a checkpoint and ends the run. */
  signal?: AbortSignal;
  /** JSON values to keep in the checkpoints: configuration, class names. */
  metadata?: Readonly<Record<string, unknown>>;
}

/**
 * Trains a model in place. The run goes on as events are asked for; leaving the loop early (`break`) ends it and frees
 * what it held, but writes no checkpoint (use `signal` for that). With `ema`, validations are by the average, and so is
 * what a run that was not interrupted leaves in the model. With `lossScale`, a step that is skipped is an event like any;
 * a loss that is not finite ends the run all the same: a scale changes gradients only, so that halving it would go on
 * forever, as it does in PyTorch.
 *
 * @throws TrainError `NOT_FINITE` when the loss runs away (the bad step is in the model's weights, but in no checkpoint),
 *   `FOREIGN_CHECKPOINT` when `resume` is of another run, `BAD_BATCH` for wrong data, and what the store throws
 */
export async function* fit(options: FitOptions): AsyncGenerator<TrainEvent, void, void> {
  const {model, train, valid, epochs, schedule, checkpoints, patience, resume, signal} = options;
  const {compile = eager, accumulate = 1, seed = 0, checkpointEvery = {seconds: 30}, bestBy = 'accuracy'} = options;
  requireRun(options);
  const classes = classCount(model);
  const owned: {dispose(): void}[] = [];
  try {
    const step = trainStep(options);
    owned.push(step);
    const begin = {...options, step, batches: train.length, accumulate, seed};
    let state = resume ? resumeState(resume, begin) : initialState(begin);

    const training = trainer(step, {compile, accumulate, seed, classes});
    owned.push(training);
    const {run, variables} = evaluateStep(options);
    const validation = compile(run, {variables});
    owned.push(validation);
    const validate = (data: AsyncIterable<Batch>) => evaluateWith(validation, data, {classes, signal});
    const saver = new Saver({
      store: checkpoints,
      every: checkpointEvery,
      variables: step.named,
      resumed: resume?.state,
    });
    const {batches} = state;
    let learningRate = rateOf(schedule, {...state, step: Math.max(0, state.step - 1)});

    yield {
      type: 'start',
      resumed: resume !== undefined,
      step: state.step,
      epoch: state.epoch,
      batch: state.batch,
      epochs,
      batches,
      parameters: step.parameterCount,
    };
    while (state.epoch < epochs && !isStale(state, patience) && !signal?.aborted) {
      let asked = performance.now();
      for await (const batch of ahead(train.epoch(state.epoch).from(state.batch))) {
        learningRate = rateOf(schedule, state);
        const metrics = await training.run(batch, {learningRate, step: state.step});
        if (!Number.isFinite(metrics.loss)) {
          const where = `step ${state.step} (epoch ${state.epoch}, batch ${state.batch})`;
          throw saver.notFinite(`the loss is ${metrics.loss} at ${where}`, learningRate);
        }
        const done: StepEvent = {
          type: 'step',
          step: state.step,
          epoch: state.epoch,
          batch: state.batch,
          ...metrics,
          samples: batch.y.length,
          learningRate,
          seconds: (performance.now() - asked) / 1000,
        };
        state = {
          ...state,
          step: state.step + 1,
          batch: state.batch + 1,
          totals: addBatch(state.totals, metrics, batch.y.length),
          seconds: state.seconds + done.seconds,
        };
        yield done;
        if (signal?.aborted) break;
        if (state.batch < batches && saver.isDue(state)) yield* saver.save('last', state, learningRate);
        asked = performance.now();
      }
      if (signal?.aborted) break;
      if (state.batch !== batches || batches === 0) {
        throw new TrainError('BAD_BATCH', `expected ${batches || 'some'} batches in an epoch, got ${state.batch}`);
      }

      const validated = valid && (await (step.ema ? step.ema.during(() => validate(valid)) : validate(valid)));
      if (signal?.aborted) break;
      const {epoch, totals, seconds} = state;
      const best = validated && improvement(validated, state, bestBy);
      const learned = observed(schedule, state, validated ?? averages(totals));
      state = {...state, epoch: epoch + 1, batch: 0, totals: NO_TOTALS, seconds: 0, ...(best && {best}), ...learned};
      yield {
        type: 'epoch',
        epoch,
        step: state.step,
        train: averages(totals),
        ...(validated && {valid: validated}),
        seconds,
        learningRate,
      };
      if (best) yield* saver.save('best', state, learningRate);
      yield* saver.save('last', state, learningRate);
    }

    const reason = state.epoch >= epochs ? 'finished' : isStale(state, patience) ? 'stopped' : 'interrupted';
    if (reason === 'interrupted') {
      yield* saver.save('last', state, learningRate);
    } else {
      const best = options.restoreBest ? await checkpoints?.load('best') : undefined;
      if (best) restoreModel(model, decodeCheckpoint(best));
      else step.ema?.apply();
    }
    yield {type: 'end', reason, step: state.step, epoch: state.epoch};
  } finally {
    for (const resource of owned.reverse()) resource.dispose();
  }
}

function requireRun({epochs, valid, checkpoints, patience, restoreBest, seed = 0}: FitOptions): void {
  const refuse = (expected: string): never => {
    throw new TrainError('BAD_OPTION', `expected ${expected}`);
  };
  if (!Number.isInteger(epochs) || epochs < 1) refuse(`epochs to be a whole number from 1, got ${epochs}`);
  if (!Number.isInteger(seed)) refuse(`seed to be a whole number, got ${seed}`);
  if (patience !== undefined) {
    if (!Number.isInteger(patience) || patience < 1) refuse(`patience to be a whole number from 1, got ${patience}`);
    if (!valid) refuse('data to validate on (valid), as patience is given');
  }
  if (restoreBest && !(valid && checkpoints)) refuse('valid and checkpoints, as restoreBest is given');
}
