import {describe, expect, test} from 'vitest';
import type {StoredRun} from '../../../storage/runs.js';
import {linesOf} from './lines-of.js';

const column = (...values: number[]) => Float64Array.from(values);
const score = (loss: number, accuracy: number) => ({loss, accuracy});
const run: StoredRun = {
  ...{id: 'a', name: 'a', added: 0, about: {}},
  epochs: [
    {epoch: 1, step: 4, train: score(2, 0.2), valid: score(1, 0.5), samples: 100, seconds: 10, learningRate: 0.1},
    {epoch: 2, step: 8, train: score(1, 0.6), samples: 100, seconds: 5, learningRate: 0.01},
  ],
  steps: {
    step: column(2, 4, 6, 8),
    loss: column(3, 3, 3, 3),
    accuracy: column(0.1, 0.1, 0.1, 0.1),
    learningRate: column(0.1, 0.1, 0.01, 0.01),
    imagesPerSecond: column(10, 10, 10, 10),
  },
};
const {steps: _, ...reported} = run;

describe('by epoch', () => {
  test.each([
    [
      'loss',
      [
        {valid: false, x: [1, 2], y: [2, 1]},
        {valid: true, x: [1], y: [1]},
      ],
    ],
    [
      'accuracy',
      [
        {valid: false, x: [1, 2], y: [0.2, 0.6]},
        {valid: true, x: [1], y: [0.5]},
      ],
    ],
    ['learningRate', [{valid: false, x: [1, 2], y: [0.1, 0.01]}]],
    ['imagesPerSecond', [{valid: false, x: [1, 2], y: [10, 20]}]],
  ] as const)('%s', (figure, lines) => {
    expect(linesOf(run, {figure, axis: 'epoch'})).toEqual(lines);
  });
});

describe('by step', () => {
  test('training has its steps, smoothed, and validation stands where it was', () => {
    const [train, valid] = linesOf(run, {figure: 'loss', axis: 'step'});
    expect(train!.x).toEqual([2, 4, 6, 8]);
    for (const value of train!.y) expect(value).toBeCloseTo(3, 9);
    expect(valid).toEqual({valid: true, x: [4], y: [1]});
  });

  test('a learning rate is not smoothed', () => {
    expect(linesOf(run, {figure: 'learningRate', axis: 'step'})[0]!.y).toEqual([0.1, 0.1, 0.01, 0.01]);
  });

  test('a report has its epochs there', () => {
    expect(linesOf(reported, {figure: 'loss', axis: 'step'})[0]).toEqual({valid: false, x: [4, 8], y: [2, 1]});
  });
});

test('a run without validation has training alone', () => {
  const epochs = run.epochs.slice(1);
  expect(linesOf({...reported, epochs}, {figure: 'loss', axis: 'epoch'})).toHaveLength(1);
});
