import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import {beforeAll, describe, expect, test} from 'vitest';
import {summarize} from '../summary/summarize.js';
import {logits, relativeDifference, step} from '../testing/measure.js';
import {readReference, referenceParameters} from '../testing/reference.js';
import {loadParameters} from '../weights/load-parameters.js';
import {readParameters} from '../weights/read-parameters.js';
import {mnistPlain, mnistResidual} from './mnist-residual.js';

beforeAll(() => tf.setBackend('cpu'));

describe('mnistResidual is the reference network', () => {
  const reference = readReference('seed-mnist');
  const build = () => {
    const model = mnistResidual();
    loadParameters(model, referenceParameters(reference));
    return model;
  };

  test('parameters and multiply-adds', () => {
    const {parameters, multiplyAdds} = summarize(mnistResidual());
    expect(parameters).toBe(reference.parameters);
    expect(multiplyAdds).toBe(reference.macs);
  });

  test.each([
    {training: false, expected: reference.evalLogits},
    {training: true, expected: reference.trainLogits},
  ])('logits, training: $training', async ({training, expected}) => {
    const actual = await logits(build(), reference, {training});
    expect(relativeDifference(actual.flat(), expected.flat())).toBeLessThan(1e-5);
  });

  test('loss and gradients', async () => {
    const {loss, gradientNorms} = await step(build(), reference);
    expect(relativeDifference([loss], [reference.losses[0]!])).toBeLessThan(1e-5);
    expect(Object.keys(gradientNorms).sort()).toEqual(Object.keys(reference.gradNorms).sort());
    for (const [name, expected] of Object.entries(reference.gradNorms)) {
      expect(relativeDifference([gradientNorms[name]!], [expected]), name).toBeLessThan(1e-4);
    }
  });
});

test('the plain twin has the same first weights, and does without shortcuts', async () => {
  const [residual, plain] = [mnistResidual({seed: 3}), mnistPlain({seed: 3})];
  expect(await readParameters(plain)).toEqual(await readParameters(residual));
  const sums = (model: tfl.LayersModel) => model.layers.filter(layer => layer.getClassName() === 'Add').length;
  expect([sums(residual), sums(plain)]).toEqual([2, 0]);
  expect(plain.name).toBe('mnist-plain');
});

test('takes other images and classes', () => {
  const model = mnistResidual({inputShape: [16, 20, 3], classes: 4});
  expect(model.inputs[0]!.shape).toEqual([null, 16, 20, 3]);
  expect(model.outputs[0]!.shape).toEqual([null, 4]);
});

test.each([
  {options: {inputShape: [15, 28, 1] as const}, code: 'INPUT_TOO_SMALL', message: /^conv2.pool: .* 2x2, got 1x8/},
  {options: {inputShape: [28, 28, 0] as const}, code: 'BAD_OPTION', message: /inputShape: .* got \[28, 28, 0\]/},
  {options: {inputShape: [28, 28] as never}, code: 'BAD_OPTION', message: /inputShape: .* got \[28, 28\]/},
  {options: {classes: 2.5}, code: 'BAD_OPTION', message: /classes: .* got 2.5/},
  {options: {seed: Number.NaN}, code: 'BAD_OPTION', message: /seed: .* got NaN/},
  {options: {initializer: 'zeros' as never}, code: 'BAD_OPTION', message: /pytorch or he .* got zeros/},
])('refuses $options', ({options, code, message}) => {
  expect(() => mnistResidual(options)).toThrow(
    expect.objectContaining({code, message: expect.stringMatching(message)}),
  );
});

test('saved and opened in plain TF.js it gives the same logits', async () => {
  const model = mnistResidual();
  let artifacts: tf.io.ModelArtifacts | undefined;
  await model.save(
    tf.io.withSaveHandler(async saved => {
      artifacts = saved;
      return {modelArtifactsInfo: {dateSaved: new Date(0), modelTopologyType: 'JSON'}};
    }),
  );
  const opened = await tfl.loadLayersModel(tf.io.fromMemory(artifacts!));
  const reference = readReference('seed-mnist');
  const expected = await logits(model, reference, {training: false});
  expect(await logits(opened, reference, {training: false})).toEqual(expected);
});
