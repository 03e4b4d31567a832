import {expect, test} from 'vitest';
import {formatPower, powersOfTen, superscript} from './powers.js';

test.each([
  [-2, 1, [1, 0, -1, -2]],
  [-9, 1, [1, -1, -3, -5, -7, -9]],
  [-25, 1, [1, -5, -11, -17, -23]],
])('from 10^%d to 10^%d the lines are at %j', (lowest, highest, lines) => {
  expect(powersOfTen({lowest, highest})).toEqual(lines);
});

test.each([
  [-12, '⁻¹²'],
  [0, '⁰'],
  [38, '³⁸'],
])('%d above the line is %s', (power, text) => {
  expect(superscript(power)).toBe(text);
});

test.each([
  [3, '1,000'],
  [6, '10⁶'],
])('10 to the power of %d is written %s', (power, text) => {
  expect(formatPower(power)).toBe(text);
});
