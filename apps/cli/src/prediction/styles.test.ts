import {describe, expect, test} from 'vitest';
import {notebookStyle, tableStyle} from './styles.js';

const answer = (file: string, inverted: boolean, ...top: [string, number][]) => ({
  file,
  inverted,
  top: top.map(([name, score]) => ({name, score})),
});

test('a table is aligned before its last line is known', () => {
  const files = ['seven.png', 'folder/very long name.jpg'];
  const {header, line} = tableStyle({files, classes: ['cat', 'giraffe'], top: 3});
  expect([header, line(answer(files[0]!, false, ['giraffe', 1], ['cat', 0]))]).toEqual([
    'file                       class       score  next        score',
    'seven.png                  giraffe  100.00 %  cat        0.00 %',
  ]);
  expect(line(answer(files[1]!, true, ['cat', 0.5]))).toBe(
    'folder/very long name.jpg  cat       50.00 %  inverted: its background is light',
  );
});

describe('notebook style', () => {
  test.each([
    [1, '1.0'],
    [0.99996, '1.0'],
    [0.98765, '0.988'],
    [0.5, '0.5'],
    [0, '0.0'],
  ])('a score of %d is %s', (score, text) => {
    expect(notebookStyle().line(answer('a.jpg', false, ['dog', score]))).toBe(
      `this picture might be: dog , score: ${text}`,
    );
  });
});
