import {createModel} from '@residual/core';
import {type CheckpointStore, decodeCheckpoint, evaluate, fit, sgd, step, type TrainError} from '@residual/train';
import * as tf from '@tensorflow/tfjs-core';
import {noHistory} from '../training/history.js';
import type {Outcome, Report} from '../training/report.js';
import {NETWORK, type Settings} from '../training/settings.js';
import {type StoredRun, saveRun} from '../training/stored-run.js';
import type {Digits} from './digits.js';
import {read} from './read.js';

/** Seconds between two checkpoints: what a page that is killed has to do again at most. */
const CHECKPOINT_SECONDS = 3;

/** Steps between two looks at the digits shown. */
const READ_EVERY = 13;

/** Times in an epoch that all test digits are read. */
const TESTS_PER_EPOCH = 3;

/** What a run needs. */
export interface TrainOptions {
  readonly digits: Digits;
  readonly settings: Settings;
  /** Goes on from here, of the same settings, as if there had been no break. */
  readonly from?: StoredRun | undefined;
  readonly signal: AbortSignal;
  readonly tell: (report: Report) => void;
  /** Default 3. */
  readonly checkpointSeconds?: number;
}

/** Trains from first weights, or goes on, to the end or until the signal ends it. Where it stands is stored on the way. */
export async function train({digits, settings, from, signal, tell, ...options}: TrainOptions): Promise<Outcome> {
  const {learningRate, batchSize, epochs, seed} = settings;
  const {started = Date.now(), history = noHistory()} = from ?? {};
  const batches = digits.train.shuffle(seed).batch(batchSize);
  const tests = digits.test.batch(250);
  const testEvery = Math.ceil(batches.length / TESTS_PER_EPOCH);
  const last = epochs * batches.length;
  const model = createModel(NETWORK, {seed});
  const images = tf.tensor(digits.shownBatch.x, digits.shownBatch.shape);
  const checkpoints: CheckpointStore = {
    async save(_, bytes) {
      await saveRun({bytes, started, settings, history, batches: batches.length});
      return 'IndexedDB';
    },
    load: async () => undefined,
  };
  try {
    const events = fit({
      model,
      train: batches,
      epochs,
      optimizer: sgd({momentum: 0.9}),
      // A tenth of the rate in the last quarter settles the weights.
      schedule: step({base: learningRate, stepSize: Math.ceil(0.75 * last)}),
      checkpoints,
      checkpointEvery: {seconds: options.checkpointSeconds ?? CHECKPOINT_SECONDS},
      signal,
      ...(from && {resume: decodeCheckpoint(from.bytes)}),
    });
    for await (const event of events) {
      if (event.type === 'end') return event.reason === 'interrupted' ? 'interrupted' : 'finished';
      if (event.type === 'start') {
        tell({type: 'start', history, epochs, batches: batches.length, parameters: event.parameters});
        tell({type: 'read', readings: await read(model, images)});
      }
      if (event.type !== 'step') continue;
      const {loss, correct, samples, seconds} = event;
      history.losses.push(loss);
      history.accuracies.push(correct / samples);
      tell({type: 'step', loss, accuracy: correct / samples, samples, seconds});
      const done = event.step + 1;
      if (done % READ_EVERY === 0 || done === last) tell({type: 'read', readings: await read(model, images)});
      if (done % testEvery === 0 || done === last) {
        const {accuracy} = await evaluate({model, data: tests});
        history.tests.push({step: done, accuracy});
        tell({type: 'tested', step: done, accuracy});
      }
    }
    return 'finished';
  } catch (error) {
    const {code} = error as Pick<TrainError, 'code'> | {code: 'GPU_LOST'};
    if (code === 'NOT_FINITE') return 'diverged';
    if (code === 'GPU_LOST') return 'lost';
    throw error;
  } finally {
    images.dispose();
    model.dispose();
  }
}
