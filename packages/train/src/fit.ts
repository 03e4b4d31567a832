import {type Batch, type Batches, runBatch} from './batch.js';
import type {Checkpoint} from './checkpoint/checkpoint.js';
import {initialState, resumeState} from './checkpoint/resume.js';
import {type CheckpointEvery, Saver} from './checkpoint/saver.js';
import type {TrainingState} from './checkpoint/state.js';
import type {CheckpointStore} from './checkpoint/store.js';
import {type Compile, eager} from './compile.js';
import {TrainError} from './errors.js';
import {type Evaluation, evaluateStep, evaluateWith} from './evaluate.js';
import type {StepEvent, TrainEvent} from './events.js';
import {crossEntropy} from './losses/cross-entropy.js';
import type {Loss} from './losses/loss.js';
import {addBatch, averages, NO_TOTALS} from './metrics/totals.js';
import {classCount, type Model} from './model.js';
import type {Optimizer} from './optimizers/optimizer.js';
import type {Schedule} from './schedules/schedule.js';
import {trainStep} from './train-step.js';

/** A run of training. */
export interface FitOptions {
  /** Its weights are trained in place. */
  model: Model;
  train: Batches;
  /** Evaluated after every epoch. Needed for `best`. */
  valid?: AsyncIterable<Batch>;
  /** Epochs of the whole run, those before a resume included. */
  epochs: number;
  optimizer: Optimizer;
  schedule: Schedule;
  /** Default `crossEntropy`. */
  loss?: Loss;
  /** Default `eager`. */
  compile?: Compile;
  /** Where checkpoints go; without it there are none. */
  checkpoints?: CheckpointStore;
  /** Default every 30 seconds. The end of an epoch and an interruption write one in any case. */
  checkpointEvery?: CheckpointEvery;
  /** What makes a validation the best; a tie keeps the first. Default `accuracy`. */
  bestBy?: 'accuracy' | 'loss';
  /** Goes on from here as if there had been no break: same data, same settings, bit for bit on one engine. */
  resume?: Checkpoint;
  /** Aborting finishes the step in hand, writes a checkpoint and ends the run. */
  signal?: AbortSignal;
  /** JSON values to keep in the checkpoints: configuration, class names. */
  metadata?: Readonly<Record<string, unknown>>;
}

/**
 * Trains a model. The run goes on as events are asked for; leaving the loop early (`break`) ends it and frees what it
 * held, but writes no checkpoint (use `signal` for that).
 *
 * @throws TrainError `NOT_FINITE` when the loss runs away (the bad step is in the model's weights, but in no checkpoint),
 *   `FOREIGN_CHECKPOINT` when `resume` is of another run, `BAD_BATCH` for wrong data, and what the store throws
 */
export async function* fit(options: FitOptions): AsyncGenerator<TrainEvent, void, void> {
  const {model, train, valid, epochs, optimizer, schedule, resume, signal} = options;
  const {loss = crossEntropy, compile = eager, checkpointEvery = {seconds: 30}, bestBy = 'accuracy'} = options;
  if (!Number.isInteger(epochs) || epochs < 1) {
    throw new TrainError('BAD_OPTION', `expected epochs to be a whole number from 1, got ${epochs}`);
  }
  const classes = classCount(model);
  const owned: {dispose(): void}[] = [];
  try {
    const step = trainStep({model, optimizer, loss});
    owned.push(step);
    const begin = {step, optimizer, batches: train.length, metadata: options.metadata ?? {}};
    let state = resume ? resumeState(resume, begin) : initialState(begin);

    const compiled = compile(step.run, {variables: step.variables});
    owned.push(compiled);
    const {run, variables} = evaluateStep({model, loss});
    const validation = compile(run, {variables});
    owned.push(validation);
    const saver = new Saver({
      store: options.checkpoints,
      every: checkpointEvery,
      variables: step.named,
      resumed: resume?.state,
    });
    const {batches} = state;
    let learningRate = schedule(Math.max(0, state.step - 1));

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
    while (state.epoch < epochs && !signal?.aborted) {
      let asked = performance.now();
      for await (const batch of train.epoch(state.epoch).from(state.batch)) {
        learningRate = schedule(state.step);
        const metrics = await runBatch(compiled, batch, {scalars: [learningRate, state.step], classes});
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

      const validated = valid && (await evaluateWith(validation, valid, {classes, signal}));
      if (signal?.aborted) break;
      const {epoch, totals, seconds} = state;
      const best = validated && improvement(validated, {bestBy, epoch, best: state.best});
      state = {...state, epoch: epoch + 1, batch: 0, totals: NO_TOTALS, seconds: 0, ...(best && {best})};
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

    const finished = state.epoch >= epochs;
    if (!finished) yield* saver.save('last', state, learningRate);
    yield {type: 'end', reason: finished ? 'finished' : 'interrupted', step: state.step, epoch: state.epoch};
  } finally {
    for (const resource of owned.reverse()) resource.dispose();
  }
}

/** The new best, if this validation is better than all before. */
function improvement(
  validated: Evaluation,
  {bestBy, epoch, best}: {bestBy: 'accuracy' | 'loss'; epoch: number; best: TrainingState['best']},
): TrainingState['best'] {
  const value = validated[bestBy];
  const isBetter = best?.metric !== bestBy || (bestBy === 'accuracy' ? value > best.value : value < best.value);
  return isBetter && Number.isFinite(value) ? {metric: bestBy, value, epoch} : undefined;
}
