import {expect, test} from 'vitest';
import {Curves} from './curves.js';

test('a run that goes on has the curves of one that was not interrupted', () => {
  const values = [
    [2.3, 0.1],
    [1.9, 0.3],
    [1.2, 0.6],
  ] as const;
  const whole = new Curves(10);
  for (const [loss, accuracy] of values) whole.add(loss, accuracy);
  whole.tested(2, 0.5);
  whole.tested(3, 0.7);

  const [first, second, third] = values;
  const history = {losses: [first[0], second[0]], accuracies: [first[1], second[1]], tests: [{step: 2, accuracy: 0.5}]};
  const resumed = new Curves(10, history);
  expect(resumed.lastTest).toBe(0.5);
  resumed.add(...third);
  resumed.tested(3, 0.7);

  expect({...resumed}).toEqual({...whole});
  expect(resumed.steps).toEqual([1, 2, 3]);
  expect(resumed.test).toEqual([null, 0.5, 0.7]);
  expect(resumed.loss[0]).toBe(2.3);
  expect(resumed.loss[2]).toBeGreaterThan(1.2);
});

test('a run that has not begun was not tested', () => {
  expect(new Curves(10).lastTest).toBeUndefined();
});
