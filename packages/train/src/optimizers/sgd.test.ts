import '../testing/backend.js';
import * as tf from '@tensorflow/tfjs-core';
import {describe, expect, test} from 'vitest';
import {parity} from '../testing/parity.js';
import {type SgdOptions, sgd} from './sgd.js';

interface Step {
  loss: number;
  w: number[];
  b: number[];
}

/** The problem of parity/optimizers.json. */
function descend(options: SgdOptions, rates: number[]): Step[] {
  const A = tf.tensor2d([
    [1, 2, -1, 0.5],
    [0.3, -0.7, 1.1, 2],
  ]);
  const lossOf = (w: tf.Tensor, b: tf.Tensor) =>
    tf.add(
      tf.sum(tf.square(tf.add(tf.reshape(tf.matMul(A, tf.reshape(w, [4, 1])), [2]), b))),
      tf.mul(0.1, tf.sum(tf.sin(w))),
    );
  const optimizer = sgd(options);
  let parameters: tf.Tensor[] = [tf.tensor1d([1, -2, 3, 0.5]), tf.tensor1d([0.1, -0.2])];
  let slots = optimizer.init(parameters);
  return rates.map((rate, step) => {
    const {value, grads: gradients} = tf.valueAndGrads((w, b) => lossOf(w!, b!))(parameters);
    const scalars = {learningRate: tf.scalar(rate), step: tf.scalar(step)};
    ({parameters, slots} = optimizer.update({parameters, gradients, slots, ...scalars}));
    const [w, b] = parameters.map(parameter => [...parameter.dataSync()]);
    return {loss: value.dataSync()[0]!, w: w!, b: b!};
  });
}

function expectSame(steps: Step[], reference: Step[]) {
  expect(steps).toHaveLength(reference.length);
  for (const [i, {loss, w, b}] of reference.entries()) {
    const got = steps[i]!;
    for (const [value, expected] of [[got.loss, loss] as const, ...zip(got.w, w), ...zip(got.b, b)]) {
      expect(Math.abs(value - expected)).toBeLessThan(1e-5 * (1 + Math.abs(expected)));
    }
  }
}

const zip = (a: number[], b: number[]) => a.map((value, i) => [value, b[i]!] as const);

const optimizers = parity<Record<string, Step[]>>('optimizers');
const {cases} = parity<{cases: {name: string; options: SgdOptions; rates: number[]; steps: Step[]}[]}>('sgd');

describe('sgd equals torch.optim.SGD', () => {
  test.each([
    ['sgd', {}],
    ['sgdMomentum', {momentum: 0.9}],
    ['sgdNesterovDecay', {momentum: 0.9, nesterov: true, weightDecay: 0.05}],
    ['sgdDampening', {momentum: 0.9, dampening: 0.1}],
  ] as [string, SgdOptions][])('%s', (name, options) => {
    expectSame(descend(options, Array(6).fill(0.01)), optimizers[name]!);
  });

  test('every sgd case of the references is compared', () => {
    expect(Object.keys(optimizers).filter(name => name.startsWith('sgd'))).toHaveLength(4);
  });

  test.each(cases)('$name', ({options, rates, steps}) => expectSame(descend(options, rates), steps));
});

describe('sgd', () => {
  test('keeps one slot a parameter with momentum, none without', () => {
    const parameters = [tf.zeros([2, 3]), tf.zeros([4])];
    expect(sgd().init(parameters)).toEqual([]);
    expect(
      sgd({momentum: 0.9})
        .init(parameters)
        .map(({shape}) => shape),
    ).toEqual([[2, 3], [4]]);
  });

  test.each([
    [{momentum: -0.1}, /momentum of sgd to be a number from 0, got -0.1/],
    [{weightDecay: Number.NaN}, /weightDecay of sgd to be a number from 0, got NaN/],
    [{nesterov: true}, /nesterov needs a momentum above 0 and no dampening, got momentum 0/],
    [{nesterov: true, momentum: 0.9, dampening: 0.1}, /got momentum 0.9 and dampening 0.1/],
  ] as [SgdOptions, RegExp][])('refuses %j', (options, message) => {
    expect(() => sgd(options)).toThrow(
      expect.objectContaining({code: 'BAD_OPTION', message: expect.stringMatching(message)}),
    );
  });
});
