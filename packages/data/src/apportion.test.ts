import fc from 'fast-check';
import {expect, test} from 'vitest';
import {apportion} from './apportion.js';

test.each([
  {total: 10, weights: [0.9, 0.1], shares: [9, 1]},
  {total: 5, weights: [0.5, 0.5], shares: [3, 2]},
  {total: 60_000, weights: [0.9, 0.1], shares: [54_000, 6_000]},
  {total: 7, weights: [1, 1, 1], shares: [3, 2, 2]},
  {total: 0, weights: [1, 2], shares: [0, 0]},
])('$total by $weights is $shares', ({total, weights, shares}) => {
  expect(apportion(total, weights)).toEqual(shares);
});

test('shares add up and are the quotas rounded', () => {
  const weights = fc.array(fc.integer({min: 1, max: 1_000}), {minLength: 1, maxLength: 20});
  fc.assert(
    fc.property(fc.nat({max: 100_000}), weights, (total, weights) => {
      const shares = apportion(total, weights);
      const sum = weights.reduce((a, b) => a + b, 0);
      expect(shares.reduce((a, b) => a + b, 0)).toBe(total);
      for (const [i, share] of shares.entries()) expect(Math.abs(share - (total * weights[i]!) / sum)).toBeLessThan(1);
    }),
  );
});
