import {createModel} from '@residual/core';
import {evaluate, fit, sgd, step} from '@residual/train';
import * as tf from '@tensorflow/tfjs-core';
import type {LayersModel} from '@tensorflow/tfjs-layers';
import {type Digits, loadDigits} from './digits.js';
import {loadEngine} from './engine.js';
import {Gate} from './gate.js';
import type {Command, Reading, Report} from './protocol.js';

const EPOCHS = 4;
const BATCH_SIZE = 32;
/** Steps between two looks at all test digits, and between two at the digits shown. */
const TEST_EVERY = 52;
const READ_EVERY = 13;

const gate = new Gate();
const report = (message: Report) => postMessage(message);
let current = new AbortController();

let loading: Promise<Digits | undefined> | undefined;

addEventListener('message', ({data: command}: MessageEvent<Command>) => {
  if (command.type === 'load') {
    loading = load(command.search).catch(fail);
    return;
  }
  if (command.type === 'pause') return gate.close();
  gate.open();
  if (command.type === 'resume') return;
  current.abort();
  current = new AbortController();
  const {signal} = current;
  loading?.then(digits => digits && train(digits, command.seed, signal)).catch(fail);
});

async function load(search: string): Promise<Digits> {
  const [{engine}, digits] = await Promise.all([loadEngine(search), loadDigits({shown: 24})]);
  const {devices, version} = engine;
  const name = `${devices.map(({name}) => name).join(', ')} (TensorFlow.js ${version})`;
  const model = createModel('mnist-residual');
  report({type: 'ready', engine: name, parameters: model.countParams(), digits: digits.shown});
  model.dispose();
  return digits;
}

/** One run, from new weights to its end or until the signal aborts it. */
async function train({train, test, shownBatch}: Digits, seed: number, signal: AbortSignal): Promise<void> {
  const model = createModel('mnist-residual', {seed});
  const batches = train.shuffle(seed).batch(BATCH_SIZE);
  const tests = test.batch(250);
  // A run that is over has nothing more to tell.
  const tell = (message: Report) => signal.aborted || report(message);
  const images = tf.tensor(shownBatch.x, shownBatch.shape);
  try {
    const schedule = step({base: 0.02, stepSize: 3 * batches.length});
    for await (const event of fit({
      model,
      train: batches,
      epochs: EPOCHS,
      optimizer: sgd({momentum: 0.9}),
      schedule,
      signal,
    })) {
      await gate.pass();
      if (signal.aborted) return;
      tell({type: 'event', event});
      if (event.type !== 'step') continue;
      const done = event.step + 1;
      if (done % READ_EVERY === 0) tell({type: 'read', readings: await read(model, images)});
      if (done % TEST_EVERY === 0) {
        const {accuracy} = await evaluate({model, data: tests});
        tell({type: 'tested', step: done, accuracy});
      }
    }
  } finally {
    images.dispose();
    model.dispose();
  }
}

/** What the network takes each image for. */
async function read(model: LayersModel, images: tf.Tensor): Promise<Reading[]> {
  const probabilities = tf.tidy(() => tf.softmax(model.predict(images) as tf.Tensor2D));
  const rows = (await probabilities.array()) as number[][];
  probabilities.dispose();
  return rows.map(row => {
    const confidence = Math.max(...row);
    return {label: row.indexOf(confidence), confidence};
  });
}

function fail(error: Error): undefined {
  report({type: 'failed', message: error.message});
}
