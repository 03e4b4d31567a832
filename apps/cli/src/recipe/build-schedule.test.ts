import type {Schedule} from '@residual/train';
import {describe, expect, test} from 'vitest';
import {buildSchedule, spansRun} from './build-schedule.js';
import {resolveRecipe} from './resolve.js';
import type {RecipeScheduleInput, Warmup} from './schedule.js';

function recipe(schedule: RecipeScheduleInput, warmup?: Partial<Warmup>) {
  const input = {
    name: 'mine',
    model: {name: 'mnist-residual'},
    data: {name: 'digits', normalize: {mean: [0.5], std: [0.5]}},
    epochs: 4,
    learningRate: 1,
    schedule,
    ...(warmup && {warmup}),
  };
  return resolveRecipe({input, source: 'mine.json'});
}

/** The rates at which the epochs begin, and the one after the last. */
function rates(schedule: RecipeScheduleInput, warmup?: Partial<Warmup>): number[] {
  const rate = buildSchedule(recipe(schedule, warmup), {stepsPerEpoch: 10}) as Schedule;
  return [0, 10, 20, 30, 40].map(step => Number(rate(step).toFixed(4)));
}

describe('lengths are epochs', () => {
  test.each<[RecipeScheduleInput, number[]]>([
    [{}, [1, 1, 1, 1, 1]],
    [{name: 'step', every: 2}, [1, 1, 0.1, 0.1, 0.01]],
    [{name: 'multi-step', milestones: [1, 3], factor: 0.5}, [1, 0.5, 0.5, 0.25, 0.25]],
    [{name: 'exponential', factor: 0.5}, [1, 0.5, 0.25, 0.125, 0.0625]],
    [{name: 'polynomial'}, [1, 0.75, 0.5, 0.25, 0]],
    [{name: 'cosine', minimum: 0.2}, [1, 0.8828, 0.6, 0.3172, 0.2]],
    [{name: 'cosine-restarts', first: 1, times: 2}, [1, 1, 0.5, 1, 0.8536]],
  ])('%j', (schedule, expected) => {
    expect(rates(schedule)).toEqual(expected);
  });

  test('one-cycle rises to the learning rate and ends low', () => {
    const rate = buildSchedule(recipe({name: 'one-cycle', rise: 0.25}), {stepsPerEpoch: 10}) as Schedule;
    expect([rate(0), rate(9), rate(39)].map(value => Number(value.toPrecision(3)))).toEqual([0.04, 1, 4e-6]);
  });
});

test('a schedule begins after its warm-up and still ends with the run', () => {
  expect(rates({name: 'cosine'}, {epochs: 2, from: 0.2})).toEqual([0.2, 0.6, 1, 0.5, 0]);
  expect(rates({name: 'step', every: 1}, {epochs: 0.5, from: 0.5})[1]).toBe(1);
});

test.each([
  [1, 1],
  [1, 2],
  [3, 1],
])('a warm-up of half an epoch leaves a step of a run of %i epochs with %i steps', (epochs, stepsPerEpoch) => {
  const few = {...recipe({name: 'cosine'}, {epochs: 0.5, from: 0.5}), epochs};
  const rate = buildSchedule(few, {stepsPerEpoch}) as Schedule;
  const steps = epochs * stepsPerEpoch;
  expect([rate(0), rate(steps)]).toEqual([steps === 1 ? 1 : 0.5, 0]);
});

test.each([
  [1, [0.5, 0.75]],
  [2, [0.5, 0.625]],
])('a run of an epoch with a warm-up of %i is all rise', (warmupEpochs, expected) => {
  const few = {...recipe({name: 'cosine'}, {epochs: warmupEpochs, from: 0.5}), epochs: 1};
  const rate = buildSchedule(few, {stepsPerEpoch: 10}) as Schedule;
  expect([rate(0), rate(5)]).toEqual(expected);
});

test('a plateau goes by the results', () => {
  const schedule = buildSchedule(recipe({name: 'plateau', patience: 0, factor: 0.5, monitor: 'accuracy'}), {
    stepsPerEpoch: 10,
  });
  if (typeof schedule === 'function') throw new Error('expected an adaptive schedule');
  expect(schedule.monitor).toBe('accuracy');
  const worse = schedule.observe(schedule.observe(schedule.init(), 0.8), 0.7);
  expect([schedule.rate(schedule.init()), schedule.rate(worse)]).toEqual([1, 0.5]);
});

test.each<[boolean, RecipeScheduleInput]>([
  [false, {}],
  [false, {name: 'exponential', factor: 0.5}],
  [true, {name: 'polynomial'}],
  [true, {name: 'cosine'}],
  [true, {name: 'one-cycle'}],
])('is as long as the run: %s, of %j', (expected, schedule) => {
  expect(spansRun(recipe(schedule).schedule)).toBe(expected);
});
