import {expect, test} from 'vitest';
import {parseCount, parsePositive, parseSeed, parseWorkers} from './parse-number.js';

test.each([
  [parseCount, '12', 12],
  [parseSeed, '0', 0],
  [parseSeed, '4294967295', 4_294_967_295],
  [parseWorkers, '0', 0],
  [parsePositive, '1e-3', 0.001],
])('%o reads %s', (parse, text, value) => {
  expect(parse(text)).toBe(value);
});

test.each([
  [parseCount, ['0', '1.5', '', 'x', '1e99'], 'a whole number, at least 1'],
  [parseSeed, ['-1', '1.5', '4294967296', ' '], 'a whole number from 0'],
  [parseWorkers, ['-1', '65', 'two'], 'a whole number from 0 to 64'],
  [parsePositive, ['0', '-1', 'Infinity', 'NaN'], 'a number above 0'],
])('%o refuses %j', (parse, texts, expected) => {
  for (const text of texts) expect(() => parse(text)).toThrow(`Expected ${expected}.`);
});
