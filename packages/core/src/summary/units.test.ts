import {expect, test} from 'vitest';
import {formatPair, formatRounded} from './units.js';

test.each([
  [0, '0'],
  [416, '416'],
  [999.9, '1.00 k'],
  [41_514, '41.5 k'],
  [999_600, '1.00 M'],
  [11_689_512, '11.7 M'],
  [1_814_073_344, '1.81 G'],
])('%d is about %s', (count, text) => {
  expect(formatRounded(count)).toBe(text);
});

test('a pair of equals is one number', () => {
  expect([formatPair([7, 7]), formatPair([1, 7])]).toEqual(['7', '1x7']);
});
