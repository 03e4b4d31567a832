import type {StepEvent} from '@residual/train';
import {expect, test} from 'vitest';
import {ThinnedSteps} from './thinned-steps.js';

function step(n: number, fields: Partial<StepEvent> = {}): StepEvent {
  return {
    ...{type: 'step', step: n, epoch: 0, batch: n, loss: n, correct: 1, samples: 4},
    ...{learningRate: 0.1, seconds: 2, ...fields},
  };
}

function thinned(count: number, most: number) {
  const steps = new ThinnedSteps(most);
  for (let n = 0; n < count; n++) steps.add(step(n));
  return steps;
}

test('a short course is kept as it is', () => {
  const {step, loss, accuracy, learningRate, imagesPerSecond} = thinned(3, 4).values();
  expect([...step]).toEqual([1, 2, 3]);
  expect([...loss]).toEqual([0, 1, 2]);
  expect([accuracy[0], learningRate[0], imagesPerSecond[0]]).toEqual([0.25, 0.1, 2]);
});

test.each([
  [5, [2, 4, 5], [0.5, 2.5, 4]],
  [8, [2, 4, 6, 8], [0.5, 2.5, 4.5, 6.5]],
  [9, [4, 8, 9], [1.5, 5.5, 8]],
])('%i steps in at most four values', (count, steps, losses) => {
  const {step, loss} = thinned(count, 4).values();
  expect([...step]).toEqual(steps);
  expect([...loss]).toEqual(losses);
});

test('a mean is over images, not over steps', () => {
  const steps = thinned(4, 4);
  steps.add(step(4, {loss: 10, samples: 1, correct: 1, seconds: 1}));
  steps.add(step(5, {loss: 0, samples: 9, correct: 0, seconds: 4}));
  const {loss, accuracy, imagesPerSecond} = steps.values();
  expect([loss.at(-1), accuracy.at(-1), imagesPerSecond.at(-1)]).toEqual([1, 0.1, 2]);
});

test('a very long course stays short, and its mean stays', () => {
  const {step, loss} = thinned(100_000, 100).values();
  expect(step.length).toBeLessThanOrEqual(100);
  expect(step.length).toBeGreaterThan(50);
  expect(step.at(-1)).toBe(100_000);
  expect(loss[0]).toBeLessThan(loss.at(-1)!);
});

test('what is done again is not counted twice', () => {
  const steps = thinned(3, 10);
  steps.dropFrom(1);
  steps.add(step(1, {loss: 7}));
  expect([...steps.values().step]).toEqual([1, 2]);
  expect([...steps.values().loss]).toEqual([0, 7]);
});
