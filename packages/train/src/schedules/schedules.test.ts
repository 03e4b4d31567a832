import {describe, expect, test} from 'vitest';
import {parity} from '../testing/parity.js';
import {constant} from './constant.js';
import {type CosineOptions, cosine} from './cosine.js';
import {type CosineWarmRestartsOptions, cosineWarmRestarts} from './cosine-warm-restarts.js';
import {type ExponentialOptions, exponential} from './exponential.js';
import {type MultiStepOptions, multiStep} from './multi-step.js';
import {type OneCycleOptions, oneCycle} from './one-cycle.js';
import {type PolynomialOptions, polynomial} from './polynomial.js';
import type {Schedule} from './schedule.js';
import {sequence} from './sequence.js';
import {type StepOptions, step} from './step.js';
import {type LinearWarmupOptions, linearWarmup, warmup} from './warmup.js';

interface References {
  step: StepOptions;
  multiStep: MultiStepOptions;
  exponential: ExponentialOptions;
  cosine: CosineOptions;
  cosineWarmRestarts: CosineWarmRestartsOptions;
  polynomial: PolynomialOptions;
  linearWarmup: LinearWarmupOptions;
  warmupThenCosine: {base: number; warmup: number; startFactor: number; tMax: number};
  oneCycle: OneCycleOptions & {total: number};
}

const references = parity<References & Record<string, {values: number[]}>>('schedules');
const {warmupThenCosine: both, oneCycle: cycle} = references;
const steps = Array.from({length: 40}, (_, i) => i);
const firstRates = (schedule: Schedule, count = 40) => steps.slice(0, count).map(schedule);

/** The schedules of the references; `plateau`, which is no function of the step, has a test of its own. */
const schedules: Record<string, Schedule> = {
  step: step(references.step),
  multiStep: multiStep(references.multiStep),
  exponential: exponential(references.exponential),
  cosine: cosine(references.cosine),
  cosineWarmRestarts: cosineWarmRestarts(references.cosineWarmRestarts),
  polynomial: polynomial(references.polynomial),
  linearWarmup: linearWarmup(references.linearWarmup),
  warmupThenCosine: warmup(cosine(both), {steps: both.warmup, startFactor: both.startFactor}),
  // The reference was made with total_steps=41, so that PyTorch's scheduler can be stepped 40 times.
  oneCycle: oneCycle({...cycle, total: cycle.total + 1}),
};

describe('schedules equal those of torch.optim.lr_scheduler', () => {
  test.each(Object.keys(references).filter(name => name !== 'plateau'))('%s', name => {
    const {values} = references[name]!;
    expect(values).toHaveLength(40);
    const rates = firstRates(schedules[name]!);
    for (const [i, value] of values.entries()) expect(rates[i]).toBeCloseTo(value, 10);
  });
});

describe('schedules', () => {
  test('constant never changes', () => {
    expect(new Set(firstRates(constant(0.01)))).toEqual(new Set([0.01]));
  });

  test('a schedule that is over stays where it ended', () => {
    expect(cosine({base: 1, tMax: 10, etaMin: 0.1})(25)).toBeCloseTo(0.1, 12);
    expect(polynomial({base: 1, total: 10})(25)).toBe(0);
    expect(oneCycle({maxLr: 1, total: 10})(25)).toBeCloseTo(1 / 25e4, 12);
  });

  test('restarts of equal length follow from any step', () => {
    const schedule = cosineWarmRestarts({base: 1, t0: 4});
    expect(schedule(4_000_002)).toBe(schedule(2));
    expect(schedule(2)).toBeCloseTo(0.5, 12);
  });

  test('one cycle can rise and fall along lines', () => {
    const rates = firstRates(oneCycle({maxLr: 1, total: 11, pctStart: 5 / 11, divFactor: 5, anneal: 'linear'}), 11);
    const expected = [0.2, 0.4, 0.6, 0.8, 1, 5 / 6, 4 / 6, 3 / 6, 2 / 6, 1 / 6, 0];
    for (const [i, value] of expected.entries()) expect(rates[i]).toBeCloseTo(value, 4);
  });

  test('a sequence starts each of its schedules from its own step 0', () => {
    const count: Schedule = step => step;
    const schedule = sequence([count, count, count], {milestones: [2, 5]});
    expect(firstRates(schedule, 8)).toEqual([0, 1, 0, 1, 2, 0, 1, 2]);
  });

  test.each([
    ['rate 0', () => constant(0), /learning rate to be a number above 0, got 0/],
    ['rate NaN', () => constant(Number.NaN), /got NaN/],
    ['a base below 0', () => step({base: -1, stepSize: 10}), /base to be a number above 0, got -1/],
    ['a gamma of 0', () => step({base: 1, stepSize: 10, gamma: 0}), /gamma to be a number above 0/],
    ['half steps', () => step({base: 1, stepSize: 2.5}), /stepSize to be a whole number of steps from 1, got 2.5/],
    ['milestones that fall', () => multiStep({base: 1, milestones: [5, 3]}), /that rise, got \[5,3\]/],
    ['a gamma that is not', () => exponential({base: 1, gamma: Number.NaN}), /gamma to be a number above 0, got NaN/],
    ['a cosine of no length', () => cosine({base: 1, tMax: 0}), /tMax to be a whole number of steps from 1, got 0/],
    ['a lowest rate below 0', () => cosine({base: 1, tMax: 5, etaMin: -1}), /etaMin to be a number from 0, got -1/],
    ['waves that shrink', () => cosineWarmRestarts({base: 1, t0: 3, tMult: 0.5}), /tMult to be .* got 0.5/],
    ['a polynomial of no length', () => polynomial({base: 1, total: 0}), /total to be a whole number of steps/],
    ['a warmup of no length', () => linearWarmup({base: 1, total: 0}), /steps of a warmup .* got 0/],
    ['a warmup from 0', () => linearWarmup({base: 1, total: 5, startFactor: 0}), /startFactor to be .* got 0/],
    ['a cycle of one step', () => oneCycle({maxLr: 1, total: 1}), /pctStart a share of more than one of them/],
    [
      'a missing milestone',
      () => sequence([constant(1), constant(2)], {milestones: []}),
      /between any two of 2 .* got 0/,
    ],
  ])('refuses %s', (_, make, message) => {
    expect(make).toThrow(expect.objectContaining({code: 'BAD_OPTION', message: expect.stringMatching(message)}));
  });
});
