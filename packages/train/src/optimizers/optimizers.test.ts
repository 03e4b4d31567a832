import * as tf from '@tensorflow/tfjs-core';
import {describe, expect, test} from 'vitest';
import {type DescentStep, descend, expectSameDescent} from '../testing/descend.js';
import {parity} from '../testing/parity.js';
import {adam, adamW} from './adam.js';
import {kernelsOnly, type ParameterGroups} from './groups.js';
import type {Optimizer} from './optimizer.js';
import {rmsprop} from './rmsprop.js';
import {sgd} from './sgd.js';

const references = parity<Record<string, DescentStep[]>>('optimizers');

interface Case {
  name: string;
  optimizer: 'adam' | 'adamW' | 'rmsprop' | 'sgd';
  options: Record<string, number | boolean>;
  rates: number[];
  /** How the parameter b is treated. */
  b?: {decay: boolean; rateScale: number};
  steps: DescentStep[];
}
const {cases} = parity<{cases: Case[]}>('more-optimizers');
const makers = {adam, adamW, rmsprop, sgd};

/** The optimizers of the references, with their learning rates. */
const optimizers: Record<string, [Optimizer, number]> = {
  sgd: [sgd(), 0.01],
  sgdMomentum: [sgd({momentum: 0.9}), 0.01],
  sgdNesterovDecay: [sgd({momentum: 0.9, nesterov: true, weightDecay: 0.05}), 0.01],
  sgdDampening: [sgd({momentum: 0.9, dampening: 0.1}), 0.01],
  adam: [adam(), 0.05],
  adamW: [adamW({weightDecay: 0.1}), 0.05],
  rmsprop: [rmsprop({alpha: 0.9, momentum: 0.9}), 0.01],
};

describe('optimizers equal those of torch.optim', () => {
  const names = Object.keys(references).filter(name => name !== 'loss');

  test.each(names)('%s', name => {
    const [optimizer, rate] = optimizers[name]!;
    expectSameDescent(descend(optimizer, Array(6).fill(rate)), references[name]!);
  });

  test.each(cases)('$name', ({optimizer, options, rates, b, steps}) => {
    const groups: ParameterGroups = b
      ? {decay: name => name !== 'b', rateScale: name => (name === 'b' ? b.rateScale : 1)}
      : {};
    expectSameDescent(descend(makers[optimizer]({...options, ...groups}), rates), steps);
  });
});

describe('adam', () => {
  test('keeps its digits in the first step, where 1 - beta2 is small', () => {
    const [step] = descend(adam({beta2: 0.999_999}), [1]);
    // Each parameter moves by the rate, whatever its gradient.
    for (const [i, value] of step!.w.entries()) expect(Math.abs(value - [1, -2, 3, 0.5][i]!)).toBeCloseTo(1, 5);
  });
});

describe('rmsprop', () => {
  test('bears a gradient that does not change, centered', () => {
    const optimizer = rmsprop({centered: true, alpha: 0.5});
    const [parameters, gradients] = [[tf.tensor1d([1, 1, 1])], [tf.tensor1d([0.1, 0.3, 0.7])]];
    const scalars = {learningRate: tf.scalar(1e-9), groups: [{decay: true, rateScale: 1}]};
    let slots = optimizer.init(parameters);
    for (let i = 0; i < 60; i++) {
      const updated = optimizer.update({parameters, gradients, slots, ...scalars, step: tf.scalar(i)});
      expect(updated.parameters[0]!.dataSync().every(Number.isFinite)).toBe(true);
      slots = updated.slots;
    }
  });
});

describe('groups', () => {
  test.each([
    ['layer1.0.conv1/kernel', true],
    ['fc/kernel', true],
    ['fc/bias', false],
    ['layer1.0.bn1/gamma', false],
    ['layer1.0.bn1/beta', false],
  ])('kernelsOnly of %s is %s', (name, expected) => expect(kernelsOnly(name)).toBe(expected));

  test.each([0, -1, Number.NaN])('a scale of %d is refused', scale => {
    expect(() => sgd({rateScale: () => scale}).groupOf!('fc/kernel')).toThrow(
      expect.objectContaining({code: 'BAD_OPTION', message: expect.stringContaining(`got ${scale} for 'fc/kernel'`)}),
    );
  });

  test('a scale of 1 costs nothing', () => {
    const update = (options: ParameterGroups) => {
      const optimizer = sgd(options);
      const parameters = [tf.zeros([2]), tf.zeros([2])];
      const groups = ['a', 'b'].map(optimizer.groupOf!);
      const before = tf.memory().numTensors;
      optimizer.update({
        parameters,
        gradients: parameters,
        groups,
        slots: [],
        learningRate: tf.scalar(1),
        step: tf.scalar(0),
      });
      return tf.memory().numTensors - before;
    };
    expect(update({rateScale: () => 1})).toBe(update({}));
    expect(update({rateScale: () => 2})).toBeGreaterThan(update({}));
  });
});

describe('settings', () => {
  test.each<[string, () => Optimizer, RegExp]>([
    ['beta1 of 1', () => adam({beta1: 1}), /beta1 of adam to be from 0 to below 1, got 1/],
    ['beta2 below 0', () => adamW({beta2: -0.1}), /beta2 of adamW to be from 0 to below 1, got -0.1/],
    ['epsilon below 0', () => adam({epsilon: -1}), /epsilon of adam to be a number from 0, got -1/],
    ['alpha that is not a number', () => rmsprop({alpha: Number.NaN}), /alpha of rmsprop to be .* got NaN/],
    ['decay below 0', () => rmsprop({weightDecay: -1}), /weightDecay of rmsprop to be a number from 0, got -1/],
  ])('refuses %s', (_, make, message) => {
    expect(make).toThrow(expect.objectContaining({code: 'BAD_OPTION', message: expect.stringMatching(message)}));
  });

  test('one slot of each name for each parameter, of its shape', () => {
    const parameters = [tf.zeros([2, 3]), tf.zeros([4])];
    for (const optimizer of [adam(), adamW(), rmsprop(), rmsprop({momentum: 0.9, centered: true})]) {
      const shapes = optimizer.init(parameters).map(({shape}) => shape);
      expect(shapes).toEqual(optimizer.slotNames.flatMap(() => [[2, 3], [4]]));
    }
  });
});
