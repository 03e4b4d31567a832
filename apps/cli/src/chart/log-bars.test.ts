import {expect, test} from 'vitest';
import {logBars} from './log-bars.js';

const values = (entries: Record<string, number>) => new Map(Object.entries(entries));

test('bars go by powers of ten, on one scale for all series', () => {
  const series = [
    {title: 'one', values: values({a: 0.01, b: 10})},
    {title: 'other', values: values({a: 0.1, c: 1})},
  ];
  expect(logBars(['a', 'b', 'c'], series, {heading: 'layer', width: 45})).toBe(
    [
      'layer  one                 other',
      'a         0.01 ██▌             0.1 █████',
      'b           10 ██████████',
      'c                                1 ███████▌',
    ].join('\n'),
  );
});

test.each([
  ['zero', 0, '0'],
  ['what is not a number', Number.NaN, 'NaN'],
  ['what is infinite', Number.POSITIVE_INFINITY, 'inf'],
])('%s has no bar', (_, value, text) => {
  const chart = logBars(['a', 'b'], [{title: 'one', values: values({a: value, b: 1})}], {heading: 'x', width: 30});
  expect(chart.split('\n')[1]!.trim()).toBe(`a  ${text.padStart(7)}`);
  expect(chart.split('\n')[2]).toContain('█');
});

test('values alone that have no place on the scale make no bar, and no error', () => {
  expect(logBars(['a'], [{title: 'one', values: values({a: 0})}], {heading: 'x'})).not.toContain('█');
});

test('a long title is cut, and bars stay wide enough to be seen', () => {
  const series = Array.from({length: 9}, () => ({title: 'a long title', values: values({a: 1})}));
  const [head, row] = logBars(['a'], series, {heading: 'x', width: 80}).split('\n');
  expect(head).toContain('a long title');
  expect(row!.match(/█+/)![0].length).toBeGreaterThanOrEqual(6);
  const narrow = logBars(['a'], [{title: 'an even longer title', values: values({a: 1})}], {heading: 'x', width: 20});
  expect(narrow).toContain('an even longer t…');
});
