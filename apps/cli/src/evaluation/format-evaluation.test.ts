import {expect, test} from 'vitest';
import type {ClassEvaluation} from './evaluate-classes.js';
import {formatEvaluation} from './format-evaluation.js';

const scores = {precision: 0.5, recall: 0.25, f1: 1 / 3};

/** Three classes, of which the last was never recognised. */
const evaluation: ClassEvaluation = {
  ...{loss: 1.5, accuracy: 0.5, correct: 2, samples: 4, brier: 0.75, calibration: {error: 0.125, bins: []}},
  classes: ['automobile', 'cat', 'aeroplane'].map(name => ({name, ...scores, correct: 1, samples: 2})),
  macro: scores,
  weighted: scores,
  confusion: [
    [1, 0, 0],
    [0, 1, 0],
    [12, 0, 0],
  ],
  confused: [{name: 'aeroplane', takenFor: 'automobile', count: 12}],
};

const parts = (width: number) => formatEvaluation(evaluation, {facts: {run: 'a'}, width}).split('\n\n');

test('facts, classes, matrix and pairs', () => {
  expect(parts(80)).toEqual([
    [
      'run                a',
      'accuracy           50.00 % (2 of 4)',
      'loss               1.5000',
      'calibration error  12.50 %',
      'Brier score        0.7500',
    ].join('\n'),
    [
      'class               precision   recall       F1  correct  images',
      'automobile            50.00 %  25.00 %  33.33 %        1       2',
      'cat                   50.00 %  25.00 %  33.33 %        1       2',
      'aeroplane             50.00 %  25.00 %  33.33 %        1       2',
      'mean                  50.00 %  25.00 %  33.33 %        2       4',
      'weighted by images    50.00 %  25.00 %  33.33 %        2       4',
    ].join('\n'),
    [
      'is \\ taken for  automobi       cat  aeroplan',
      'automobile             1         ·         ·',
      'cat                    ·         1         ·',
      'aeroplane             12         ·         ·',
    ].join('\n'),
    ['most confused  taken for   images', 'aeroplane      automobile      12'].join('\n'),
  ]);
});

test.each([
  [44, 'is \\ taken for  automobi       cat  aeroplan'],
  [43, 'is \\ taken for  automob      cat  aeropla'],
  [29, 'is \\ taken for  aut  cat  aer'],
])('in %i characters the matrix begins with %s', (width, header) => {
  expect(parts(width)[2]!.split('\n')[0]).toBe(header);
});

test('where there is no room, and where a class has no images, there is no matrix', () => {
  expect(parts(28)).toHaveLength(3);
  const lacking = {...evaluation, classes: evaluation.classes.slice(1)};
  expect(formatEvaluation(lacking, {facts: {run: 'a'}, width: 80})).not.toContain('is \\ taken for');
});
