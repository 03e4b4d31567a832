import {expect, test} from 'vitest';
import {formatCsv} from './csv.js';

test('rows, with quotes where they are needed', () => {
  const rows = [
    ['file', 'score'],
    ['a, b.jpg', 0.5],
    ['say "cat".jpg', 1],
    ['two\nlines', 0],
  ];
  expect(formatCsv(rows)).toBe('file,score\r\n"a, b.jpg",0.5\r\n"say ""cat"".jpg",1\r\n"two\nlines",0\r\n');
});
