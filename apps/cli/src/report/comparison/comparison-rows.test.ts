import {expect, test} from 'vitest';
import {markdownTable} from './comparison-rows.js';

test('Markdown: the first column to the left, bars in names escaped', () => {
  const rows = [
    ['run', 'epochs'],
    ['a|b', '3'],
  ];
  expect(markdownTable(rows)).toBe('| run | epochs |\n|---|--:|\n| a\\|b | 3 |');
});
