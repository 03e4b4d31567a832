import {expect, test} from 'vitest';
import {Average} from './average.js';

test('the first value is the mean', () => expect(new Average(0.9).add(5)).toBeCloseTo(5, 12));

test('a constant stays what it is', () => {
  const average = new Average(0.9);
  for (let i = 0; i < 20; i++) expect(average.add(3)).toBeCloseTo(3, 12);
});

test('later values count more', () => {
  const average = new Average(0.5);
  average.add(0);
  expect(average.add(3)).toBeCloseTo(2, 12);
});
