import {describe, expect, test} from 'vitest';
import {parity} from '../testing/parity.js';
import {constant} from './constant.js';
import {step} from './step.js';

const steps = Array.from({length: 40}, (_, i) => i);

describe('schedules', () => {
  test('step equals torch.optim.lr_scheduler.StepLR', () => {
    const {values, ...options} = parity<{step: {base: number; stepSize: number; gamma: number; values: number[]}}>(
      'schedules',
    ).step;
    const rates = steps.map(step(options));
    for (const [i, value] of values.entries()) expect(rates[i]).toBeCloseTo(value, 12);
  });

  test('constant never changes', () => {
    expect(new Set(steps.map(constant(0.01)))).toEqual(new Set([0.01]));
  });

  test.each([
    ['rate 0', () => constant(0), /learning rate to be a number above 0, got 0/],
    ['rate NaN', () => constant(Number.NaN), /got NaN/],
    ['a base below 0', () => step({base: -1, stepSize: 10}), /base to be a number above 0, got -1/],
    ['a gamma of 0', () => step({base: 1, stepSize: 10, gamma: 0}), /gamma to be a number above 0/],
    ['half steps', () => step({base: 1, stepSize: 2.5}), /stepSize to be a whole number of steps from 1, got 2.5/],
  ])('refuses %s', (_, make, message) => {
    expect(make).toThrow(expect.objectContaining({code: 'BAD_OPTION', message: expect.stringMatching(message)}));
  });
});
