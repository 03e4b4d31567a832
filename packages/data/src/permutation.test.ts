import fc from 'fast-check';
import {expect, test} from 'vitest';
import {permutation} from './permutation.js';
import {random} from './random.js';

test('holds every integer once', () => {
  fc.assert(
    fc.property(fc.nat({max: 300}), fc.maxSafeNat(), (length, seed) => {
      const order = permutation(length, random(seed));
      expect([...order].sort((a, b) => a - b)).toEqual([...Array(length).keys()]);
    }),
  );
});

test('every order of three comes equally often', () => {
  const counts = new Map<string, number>();
  for (let seed = 0; seed < 6_000; seed++) {
    const order = permutation(3, random(seed)).join('');
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  expect([...counts.keys()].sort()).toEqual(['012', '021', '102', '120', '201', '210']);
  // Five standard deviations (29 each) around 1,000.
  for (const count of counts.values()) expect(Math.abs(count - 1_000)).toBeLessThan(145);
});
