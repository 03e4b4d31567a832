import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import {beforeAll, describe, expect, test} from 'vitest';
import {createModel} from '../networks/registry.js';
import {summarize} from '../summary/summarize.js';
import {logits, relativeDifference, statisticNorms, step} from '../testing/measure.js';
import {readReference, referenceParameters} from '../testing/reference.js';
import {loadParameters} from '../weights/load-parameters.js';

beforeAll(() => tf.setBackend('cpu'));

describe('blocks with batch norm and projections make the reference network', () => {
  const reference = readReference('cifar-resnet20-b');
  const build = () => {
    const model = createModel('cifar-resnet20-b');
    loadParameters(model, referenceParameters(reference));
    return model;
  };

  test('parameters and multiply-adds', () => {
    const {parameters, multiplyAdds} = summarize(build());
    expect(parameters).toBe(reference.parameters);
    expect(multiplyAdds).toBe(reference.macs);
  });

  test('logits by running statistics', async () => {
    const actual = await logits(build(), reference, {training: false});
    expect(relativeDifference(actual.flat(), reference.evalLogits.flat())).toBeLessThan(1e-5);
  });

  test('logits by the batch, and the running statistics after it', async () => {
    const model = build();
    const actual = await logits(model, reference, {training: true});
    expect(relativeDifference(actual.flat(), reference.trainLogits.flat())).toBeLessThan(1e-5);
    expectNear(await statisticNorms(model), reference.runningStatsAfterStep1, 1e-5);
  });

  // The plain JavaScript backend takes minutes for all gradients: the last block's go through every kind of layer.
  test('loss, gradients, and running statistics updated inside variableGrads', async () => {
    const model = build();
    const of = /^(layer3\.2|fc)/;
    const {loss, gradientNorms} = await step(model, reference, {of});
    expect(relativeDifference([loss], [reference.losses[0]!])).toBeLessThan(1e-5);
    const expected = Object.entries(reference.gradNorms).filter(([name]) => of.test(name));
    expect(expected).toHaveLength(8);
    expectNear(gradientNorms, Object.fromEntries(expected), 1e-4);
    expectNear(await statisticNorms(model), reference.runningStatsAfterStep1, 1e-5);
  });
});

function expectNear(actual: Record<string, number>, expected: Record<string, number>, tolerance: number): void {
  expect(Object.keys(actual).sort()).toEqual(Object.keys(expected).sort());
  for (const [name, value] of Object.entries(expected)) {
    expect(relativeDifference([actual[name]!], [value]), name).toBeLessThan(tolerance);
  }
}
