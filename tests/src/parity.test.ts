import {tensorflow} from '@residual/backend-node-gpu';
import {wasm} from '@residual/backend-web';
import {createModel, loadParameters, summarize} from '@residual/core';
import {type Compile, eager, sgd, trainStep} from '@residual/train';
import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import {logits, relativeDifference, statisticNorms, step} from '../../packages/core/src/testing/measure.js';
import {
  type Drift,
  ourNames,
  type Reference,
  readDrift,
  readReference,
  referenceInput,
  referenceParameters,
} from '../../packages/core/src/testing/reference.js';

/**
 * Every way in which a step runs, and how many steps can be compared: sums in WASM are in another order than PyTorch's
 * and TensorFlow's, and a rectifier whose input is within rounding of zero parts the trajectories sooner.
 */
const engines: [name: string, open: () => Promise<Compile>, steps: number][] = [
  ['TensorFlow, eager', () => tensorflow().then(() => eager), 5],
  ['TensorFlow, compiled', async () => (await tensorflow()).compile, 5],
  ['WASM', () => wasm().then(() => eager), 3],
];

/** Networks by their names in the registry, with the references that PyTorch computed in float64. */
const networks: {name: string; file: string; isSmall?: boolean}[] = [
  {name: 'mnist-residual', file: 'seed-mnist', isSmall: true},
  {name: 'cifar-resnet20', file: 'cifar-resnet20', isSmall: true},
  {name: 'cifar-resnet20-b', file: 'cifar-resnet20-b', isSmall: true},
  {name: 'cifar-preact20', file: 'cifar-preact20', isSmall: true},
  {name: 'cifar-plain20', file: 'cifar-plain20', isSmall: true},
  {name: 'cifar10-notebook', file: 'seed-cifar'},
  {name: 'cifar10-notebook-inner-relu', file: 'seed-cifar-inner-relu'},
  {name: 'fashion-notebook', file: 'seed-fashion'},
  {name: 'cats-dogs-notebook', file: 'seed-cat-dog'},
  {name: 'resnet18', file: 'resnet18'},
  {name: 'resnet50', file: 'resnet50'},
];

describe.each(networks)('$name is the network of $file.json', ({name, file, isSmall = false}) => {
  const reference = readReference(file);
  const drift = readDrift(file);
  const [, channels, height, width] = reference.inputNCHW;
  let parameters: ReturnType<typeof referenceParameters>;
  beforeAll(() => {
    parameters = referenceParameters(reference);
  });

  // On WASM, the large ones take minutes.
  describe.each(isSmall ? engines : engines.slice(0, 2))('on %s', (_, open, steps) => {
    let compile: Compile;
    let model: tfl.LayersModel;
    beforeAll(async () => {
      compile = await open();
      model = createModel(name, {inputShape: [height, width, channels]});
    });
    beforeEach(() => {
      loadParameters(model, parameters);
    });
    afterAll(() => model.dispose());

    test('in parameters and multiply-adds', () => {
      const {parameters, multiplyAdds} = summarize(model);
      expect([parameters, multiplyAdds]).toEqual([reference.parameters, reference.macs]);
    });

    test('in logits of both modes, and in running statistics', async () => {
      const byStatistics = await logits(model, reference, {training: false, compile});
      expectNear(firstTen(byStatistics), reference.evalLogits.flat(), 1e-4);
      const byBatch = await logits(model, reference, {training: true, compile});
      expectNear(firstTen(byBatch), reference.trainLogits.flat(), 1e-4);
      expectAllNear(await statisticNorms(model), renamed(reference, reference.runningStatsAfterStep1), 1e-4);
    });

    test('in the gradient of every parameter', async () => {
      const {loss, gradientNorms} = await step(model, reference, {compile});
      expectNear([loss], [reference.losses[0]!], 1e-4);
      expectAllNear(gradientNorms, renamed(reference, reference.gradNorms), Math.max(1e-4, 10 * drift.gradNorms));
    });

    test(`in the losses of ${steps} steps`, async () => {
      await expectSameLosses(model, reference, {compile, drift, steps});
    });
  });
});

/** Trains as the reference was trained, for as long as float32 can follow it. */
async function expectSameLosses(
  model: tfl.LayersModel,
  reference: Reference,
  {compile, drift, steps}: {compile: Compile; drift: Drift; steps: number},
): Promise<void> {
  const {momentum, weightDecay} = reference;
  const trained = trainStep({model, optimizer: sgd({momentum, weightDecay})});
  const compiled = compile(trained.run as Parameters<Compile>[0], {variables: trained.variables});
  const {shape, data} = referenceInput(reference);
  const x = tf.tensor(data, shape);
  const y = tf.tensor1d([...reference.labels], 'int32');
  const learningRate = tf.scalar(reference.lr);
  // Where float32 drifts by more than a hundredth, the trajectory is chaotic.
  const chaos = drift.losses.findIndex(difference => difference > 0.01);
  const followed = reference.losses.slice(0, Math.min(steps, chaos === -1 ? steps : chaos));
  for (const [i, expected] of followed.entries()) {
    const count = tf.scalar(i);
    const [loss, correct] = await compiled.run(x, y, learningRate, count);
    expectNear([...(await loss!.data())], [expected], Math.max(1e-4, 10 * drift.losses[i]!), `loss of step ${i}`);
    tf.dispose([loss!, correct!, count]);
  }
  if (followed.length === reference.losses.length) {
    const after = await logits(model, reference, {training: false, compile});
    expectNear(firstTen(after), reference.evalLogitsAfter.flat(), Math.max(1e-4, 10 * drift.evalLogitsAfter));
  }
  compiled.dispose();
  trained.dispose();
  tf.dispose([x, y, learningRate]);
}

/** References keep the logits of the first ten classes. */
function firstTen(logits: number[][]): number[] {
  return logits.flatMap(row => row.slice(0, 10));
}

function renamed(reference: Reference, values: Record<string, number>): Record<string, number> {
  const ours = ourNames(reference);
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [ours(name), value]));
}

function expectNear(actual: readonly number[], expected: readonly number[], tolerance: number, what?: string): void {
  expect(relativeDifference(actual, expected), what).toBeLessThan(tolerance);
}

/** Each value, relative to itself; those that are 0 but for rounding, as of a bias before batch norm, to the largest. */
function expectAllNear(actual: Record<string, number>, expected: Record<string, number>, tolerance: number): void {
  expect(Object.keys(actual).sort()).toEqual(Object.keys(expected).sort());
  const largest = Math.max(...Object.values(expected));
  for (const [name, value] of Object.entries(expected)) {
    const scale = Math.max(value, 1e-4 * largest);
    expect(Math.abs(actual[name]! - value) / scale, name).toBeLessThan(tolerance);
  }
}
