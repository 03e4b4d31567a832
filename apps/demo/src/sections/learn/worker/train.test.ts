import 'fake-indexeddb/auto';
import {wasm} from '@residual/backend-web';
import {digits} from '@residual/data/node';
import {loadLayersModel} from '@tensorflow/tfjs-layers';
import {afterEach, beforeAll, expect, test} from 'vitest';
import {listModels, loadModelFiles} from '../../../storage/models.js';
import type {Outcome, Report} from '../training/report.js';
import type {Settings} from '../training/settings.js';
import {deleteRun, loadRun, type StoredRun} from '../training/stored-run.js';
import {type Digits, prepare} from './digits.js';
import {keep} from './keep.js';
import {train} from './train.js';

const settings: Settings = {learningRate: 0.02, batchSize: 20, epochs: 2, seed: 3};
let data: Digits;

beforeAll(async () => {
  await wasm();
  const test = await digits({train: false});
  data = await prepare((await digits()).stratified(200, 1), test.stratified(100, 1));
});
afterEach(deleteRun);

/** Trains, and ends the run after so many steps. */
async function run({steps, from, ...changes}: {steps?: number; from?: StoredRun} & Partial<Settings> = {}): Promise<{
  outcome: Outcome;
  reports: Report[];
}> {
  const controller = new AbortController();
  const reports: Report[] = [];
  const outcome = await train({
    digits: data,
    settings: {...settings, ...changes},
    from,
    signal: controller.signal,
    tell(report) {
      reports.push(report);
      if (reports.filter(({type}) => type === 'step').length === steps) controller.abort();
    },
    checkpointSeconds: 0,
  });
  return {outcome, reports};
}

test('a run that was interrupted goes on to the same end as one that was not, to the bit', async () => {
  expect((await run()).outcome).toBe('finished');
  const whole = (await loadRun())!;

  expect((await run({steps: 13})).outcome).toBe('interrupted');
  const half = (await loadRun())!;
  expect(half).toMatchObject({settings, batches: 10});
  expect(half.history.losses).toEqual(whole.history.losses.slice(0, 13));

  const {outcome, reports} = await run({from: half});
  expect(outcome).toBe('finished');
  expect(reports[0]).toMatchObject({type: 'start', epochs: 2, batches: 10});
  const end = (await loadRun())!;
  expect(end.started).toBe(half.started);
  expect(end.history).toEqual(whole.history);
  expect(end.history.losses).toHaveLength(20);
  expect(end.history.tests.at(-1)!.step).toBe(20);
  // Wall times are in the file too: so its end, the tensors.
  const tail = Math.floor(0.9 * whole.bytes.length);
  expect(end.bytes.slice(-tail)).toEqual(whole.bytes.slice(-tail));
});

test('what is read of the digits shown has an answer for each', async () => {
  const {reports} = await run({steps: 1});
  const read = reports.find(report => report.type === 'read');
  expect(read!.readings).toHaveLength(data.shown.length);
  for (const {label, confidence} of read!.readings) {
    expect(label).toBe(Math.round(label));
    expect(confidence).toBeGreaterThan(0.09);
  }
});

test('a rate that is far too high ends the run as diverged', async () => {
  expect((await run({learningRate: 1e6})).outcome).toBe('diverged');
});

test('a network that is kept opens in plain TensorFlow.js and brings its classes', async () => {
  await run({epochs: 1});
  const {accuracy, readings} = await keep((await loadRun())!, data);
  expect(readings).toHaveLength(data.shown.length);
  const [info] = await listModels('digits');
  expect(info).toMatchObject({name: 'mnist-residual', accuracy, classes: data.test.classes});
  const files = (await loadModelFiles(info!.id))!;
  const model = await loadLayersModel({load: async () => files});
  expect(model.getUserDefinedMetadata()).toMatchObject({classes: data.test.classes, normalize: {mean: [0.1307]}});
  expect(model.outputShape).toEqual([null, 10]);
});
