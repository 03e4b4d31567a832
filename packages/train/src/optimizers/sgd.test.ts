import * as tf from '@tensorflow/tfjs-core';
import {describe, expect, test} from 'vitest';
import {type DescentStep, descend, expectSameDescent} from '../testing/descend.js';
import {parity} from '../testing/parity.js';
import {type SgdOptions, sgd} from './sgd.js';

const {cases} = parity<{cases: {name: string; options: SgdOptions; rates: number[]; steps: DescentStep[]}[]}>('sgd');

describe('sgd equals torch.optim.SGD', () => {
  test.each(cases)('$name', ({options, rates, steps}) => expectSameDescent(descend(sgd(options), rates), steps));
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
