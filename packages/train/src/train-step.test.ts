import * as tf from '@tensorflow/tfjs-core';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {crossEntropy} from './losses/cross-entropy.js';
import type {Model} from './model.js';
import {sgd} from './optimizers/sgd.js';
import {tensorCount, tinyModel, weightsOf} from './testing/tiny.js';
import {trainStep} from './train-step.js';
import './testing/backend.js';

/** `logits = x w`, with a second weight that the loss does not reach and a frozen third one. */
function handMade() {
  const variable = (values: number[]) => tf.tidy(() => tf.variable(tf.tensor2d(values, [2, values.length / 2])));
  const [w, unused, frozen] = [variable([1, 2, 3, 4]), variable([5, 6]), variable([7, 8])];
  const weights = [
    {originalName: 'w', trainable: true, read: () => w!},
    {originalName: 'unused', trainable: true, read: () => unused!},
    {originalName: 'frozen', trainable: false, read: () => frozen!},
  ];
  const model: Model = {weights, apply: x => tf.matMul(x as tf.Tensor2D, w as unknown as tf.Tensor2D)};
  return {model, w: w!, unused: unused!, frozen: frozen!};
}

const input = {
  x: [
    [1, 0],
    [0.5, -1],
  ],
  y: [1, 0],
};

function runOnce(step: ReturnType<typeof trainStep>, count = 0): number[] {
  return tf.tidy(() => {
    const y = tf.tensor1d(input.y, 'int32');
    const outputs = step.run(tf.tensor2d(input.x), y, tf.scalar(0.1), tf.scalar(count));
    return outputs.map(output => output.dataSync()[0]!);
  });
}

describe('trainStep', () => {
  let before: number;
  beforeEach(() => {
    tf.disposeVariables();
    before = tensorCount();
  });
  afterEach(() => tf.disposeVariables());

  test('moves a weight along its gradient, and returns loss and right answers from before', () => {
    const {model, w} = handMade();
    const step = trainStep({model, optimizer: sgd()});
    const [loss, correct] = runOnce(step);
    // Logits [1, 2] and [-2.5, -3]: softmax of the first class is 1 / (1 + e) and 1 / (1 + e^-0.5).
    const [p, q] = [1 / (1 + Math.E), 1 / (1 + Math.exp(-0.5))];
    expect(loss).toBeCloseTo((-Math.log(1 - p) - Math.log(q)) / 2, 6);
    expect(correct).toBe(2);
    const slope = [p + 0.5 * (q - 1), -(p + 0.5 * (q - 1)), -(q - 1), q - 1].map(value => value / 2);
    for (const [i, value] of w.dataSync().entries()) expect(value).toBeCloseTo([1, 2, 3, 4][i]! - 0.1 * slope[i]!, 6);
  });

  test('leaves frozen weights and weights that the loss does not reach alone, decay or not', () => {
    const {model, w, unused, frozen} = handMade();
    const step = trainStep({model, optimizer: sgd({momentum: 0.9, weightDecay: 0.1})});
    runOnce(step);
    runOnce(step, 1);
    expect([...unused.dataSync()]).toEqual([5, 6]);
    expect([...frozen.dataSync()]).toEqual([7, 8]);
    expect([...w.dataSync()]).not.toEqual([1, 2, 3, 4]);
    expect(step.named.get('optimizer/momentum/unused')!.dataSync()).toEqual(new Float32Array(2));
  });

  test('is its two halves, one after the other', () => {
    const [whole, halves] = [handMade(), handMade()];
    const options = {optimizer: sgd({momentum: 0.9, weightDecay: 0.1}), clip: {norm: 0.1}};
    const first = trainStep({model: whole.model, ...options});
    const second = trainStep({model: halves.model, ...options});
    const [loss, correct] = runOnce(first);
    tf.tidy(() => {
      const y = tf.tensor1d(input.y, 'int32');
      const [value, count, ...gradients] = second.gradients(tf.tensor2d(input.x), y);
      expect([value, count].map(output => output.dataSync()[0])).toEqual([loss, correct]);
      expect(gradients.map(({shape}) => shape)).toEqual([[2, 2]]); // of the one weight that the loss reaches
      second.update(tf.scalar(0.1), tf.scalar(0), ...gradients);
    });
    expect(halves.w.dataSync()).toEqual(whole.w.dataSync());
    expect(halves.w.dataSync()).not.toEqual(handMade().w.dataSync());
  });

  test('keeps an average of all weights beside them, and says how it is set', () => {
    const {model} = handMade();
    const optimizer = sgd({decay: name => name === 'w', rateScale: name => (name === 'unused' ? 2 : 1)});
    const step = trainStep({model, optimizer, ema: {decay: 0.5}, clip: {norm: 1}});
    expect([...step.named.keys()].slice(3)).toEqual(['ema/w', 'ema/unused', 'ema/frozen']);
    expect(step.variables).toEqual([...step.named.values()]);
    expect(step.settings).toEqual({
      clip: {norm: 1},
      ema: {decay: 0.5},
      groups: {unused: {decay: false, rateScale: 2}},
    });
    const tensors = tensorCount();
    step.dispose();
    expect(tensorCount()).toBe(tensors - 3);
  });

  test('lists every weight and every slot, by name', () => {
    const {model, w, unused, frozen} = handMade();
    const step = trainStep({model, optimizer: sgd({momentum: 0.9})});
    expect([...step.named.keys()]).toEqual([
      'model/w',
      'model/unused',
      'model/frozen',
      'optimizer/momentum/w',
      'optimizer/momentum/unused',
    ]);
    expect(step.variables).toEqual([w, unused, frozen, ...step.slots]);
    expect(step.variables.every(variable => variable instanceof tf.Variable)).toBe(true);
    expect(step.parameterCount).toBe(6);
  });

  test('updates the running statistics of a layers model', () => {
    const model = tinyModel();
    const step = trainStep({model, optimizer: sgd()});
    const statistics = weightsOf(model)['norm/moving_mean']!;
    tf.tidy(() => step.run(tf.randomNormal([4, 4, 4, 1]), tf.zeros([4], 'int32'), tf.scalar(0), tf.scalar(0)));
    expect(weightsOf(model)['norm/moving_mean']).not.toEqual(statistics);
    expect(step.variables).toHaveLength(model.weights.length);
  });

  test('dispose frees the slots and only them', () => {
    const {model, w} = handMade();
    const withModel = tensorCount();
    const step = trainStep({model, optimizer: sgd({momentum: 0.9})});
    runOnce(step);
    expect(tensorCount()).toBe(withModel + 2);
    step.dispose();
    expect(tensorCount()).toBe(withModel);
    expect(w.isDisposed).toBe(false);
  });

  test.each([
    ['the forward pass', {apply: () => boom()}, {}],
    ['the loss', {}, {loss: () => boom()}],
    ['the backward pass', {}, {loss: failingBackwards}],
    ['the update', {}, {optimizer: {...sgd(), update: () => boom()}}],
  ])('leaves no tensor behind when %s throws', (_, overrideModel, overrideStep) => {
    const {model: sound} = handMade();
    const apply = (x: tf.Tensor) => {
      const logits = tf.relu(sound.apply(x, {training: true}) as tf.Tensor2D);
      return 'apply' in overrideModel ? overrideModel.apply() : logits;
    };
    const step = trainStep({model: {...sound, apply}, optimizer: sgd(), ...overrideStep});
    const tensors = tensorCount();
    for (let i = 0; i < 3; i++) expect(() => runOnce(step)).toThrow('boom');
    expect(tensorCount()).toBe(tensors);
  });

  test.each([
    ['no trainable weight', {weights: []}, /expected a model with trainable weights, got none/],
    ['two weights of one name', {weights: twins()}, /two weights are named 'twin'/],
    ['a weight that is no variable', {weights: [constantWeight()]}, /weight 'fixed' to be held by a tf.Variable/],
  ])('refuses a model with %s', (_, {weights}, message) => {
    expect(() => trainStep({model: {weights, apply: x => x}, optimizer: sgd()})).toThrow(
      expect.objectContaining({code: 'BAD_MODEL', message: expect.stringMatching(message)}),
    );
  });

  test.each([
    ['images', (x: tf.Tensor) => tf.reshape(x, [2, 2, 1]), /logits \[batch, classes\], got shape \[2,2,1\]/],
    ['two outputs', (x: tf.Tensor) => [x, x], /logits \[batch, classes\], got/],
  ])('refuses a model that returns %s', (_, apply, message) => {
    const {model} = handMade();
    const step = trainStep({model: {...model, apply}, optimizer: sgd()});
    expect(() => runOnce(step)).toThrow(
      expect.objectContaining({code: 'BAD_MODEL', message: expect.stringMatching(message)}),
    );
  });

  test('runs leave the number of tensors where it was', () => {
    const {model} = handMade();
    const step = trainStep({model, optimizer: sgd({momentum: 0.9})});
    const tensors = tensorCount();
    for (let i = 0; i < 5; i++) runOnce(step, i);
    expect(tensorCount()).toBe(tensors);
    step.dispose();
    tf.disposeVariables();
    expect(tensorCount()).toBe(before);
  });
});

function boom(): never {
  throw new Error('boom');
}

function failingBackwards(logits: tf.Tensor2D, labels: tf.Tensor1D): tf.Scalar {
  const value = crossEntropy(logits, labels);
  return tf.customGrad(x => ({value: x as tf.Scalar, gradFunc: () => boom()}))(value) as tf.Scalar;
}

function twins() {
  const twin = {originalName: 'twin', trainable: true, read: () => tf.variable(tf.zeros([1]))};
  return [twin, twin];
}

function constantWeight() {
  return {originalName: 'fixed', trainable: true, read: () => tf.zeros([1])};
}
