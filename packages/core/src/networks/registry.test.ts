import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import {beforeAll, expect, test} from 'vitest';
import {createModel, listModels} from './registry.js';

beforeAll(() => tf.setBackend('cpu'));

test.each(listModels())('$name is what the list says', ({name, description, inputShape, classes}) => {
  const model = createModel(name);
  expect(model.name).toBe(name);
  expect(model.inputs[0]!.shape).toEqual([null, ...inputShape]);
  expect(model.outputs[0]!.shape).toEqual([null, classes]);
  expect(description).toMatch(/\.$/);
  model.dispose();
});

test('options reach the network', () => {
  const model = createModel('mnist-residual', {inputShape: [32, 32, 3], classes: 2});
  expect([model.inputs[0]!.shape, model.outputs[0]!.shape]).toEqual([
    [null, 32, 32, 3],
    [null, 2],
  ]);
});

test.each([
  ['mnist-resdual', "model 'mnist-resdual' is not known: did you mean 'mnist-residual'?"],
  ['bert', "model 'bert' is not known: expected one of mnist-residual, mnist-plain"],
])('%s is not known', (name, message) => {
  expect(() => createModel(name)).toThrow(expect.objectContaining({code: 'UNKNOWN_MODEL', message}));
});
