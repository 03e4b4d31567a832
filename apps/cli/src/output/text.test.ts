import {expect, test} from 'vitest';
import {formatFacts, formatTable} from './table.js';
import {formatBytes, formatCount, formatFigure, formatSeconds, formatShare} from './units.js';

test.each([
  [0.04, '0.0 s'],
  [59.94, '59.9 s'],
  [60, '1 min 00 s'],
  [125, '2 min 05 s'],
  [3599.7, '1 h 00 min'],
  [7320, '2 h 02 min'],
])('%d seconds are %s', (seconds, text) => {
  expect(formatSeconds(seconds)).toBe(text);
});

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [9_912_422, '9.9 MB'],
  [788_000_000, '788 MB'],
  [5e15, '5000 TB'],
])('%d bytes are %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test('shares and counts', () => {
  expect(formatShare(0.98814)).toBe('98.81 %');
  expect(formatCount(7412.4)).toBe('7,412');
});

test.each([
  [0, '0'],
  [-0, '0'],
  [0.0214, '0.021'],
  [-1.5, '-1.5'],
  [9999, '10000'],
  [12_345, '1.2e+4'],
  [2.64e-9, '2.6e-9'],
  [Number.NaN, 'NaN'],
  [Number.NEGATIVE_INFINITY, '-inf'],
])('the figure %d is %s', (value, text) => {
  expect(formatFigure(value)).toBe(text);
  expect(text.length).toBeLessThanOrEqual(7);
});

test('a table aligns figures of any size right', () => {
  const rows = ['least', '-1.5', '2.6e-9', 'NaN', '-inf'].map(cell => [cell, 'x']);
  expect(formatTable(rows)).toBe(' least  x\n  -1.5  x\n2.6e-9  x\n   NaN  x\n  -inf  x');
});

test('a table aligns words left and numbers right', () => {
  const rows = [
    ['class', 'right'],
    ['zero', '7 %'],
    ['eleven', '98 %'],
  ];
  expect(formatTable(rows)).toBe('class   right\nzero      7 %\neleven   98 %');
});

test('facts align their values', () => {
  expect(formatFacts({a: '1', long: '2'})).toBe('a     1\nlong  2');
});
