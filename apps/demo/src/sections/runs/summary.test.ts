import {expect, test} from 'vitest';
import type {RunEpoch} from '../../storage/runs.js';
import {formatDuration} from './duration.js';
import {summarize} from './summary.js';

function epoch(epoch: number, train: number, valid?: number): RunEpoch {
  return {
    ...{epoch, step: epoch, samples: 100, seconds: 10 * epoch, learningRate: 0.1, train: {loss: 1, accuracy: train}},
    ...(valid !== undefined && {valid: {loss: 1, accuracy: valid}}),
  };
}

test.each([
  ['validation', [epoch(1, 0.9, 0.5), epoch(2, 0.9, 0.8), epoch(3, 0.99, 0.7)], {best: 0.8, last: 0.7}],
  ['training, where nothing was validated', [epoch(1, 0.9), epoch(2, 0.8), epoch(3, 0.7)], {best: 0.9, last: 0.7}],
])('accuracies are those of %s', (_, epochs, accuracies) => {
  expect(summarize({epochs})).toEqual({epochs: 3, ...accuracies, seconds: 60, imagesPerSecond: 5});
});

test('a run that has only begun has none', () => {
  expect(summarize({epochs: []})).toEqual({epochs: 0});
});

test.each([
  [9.44, '9.4 sec'],
  [59.99, '1 min 0 sec'],
  [93.4, '1 min 33 sec'],
  [3_599.8, '1 hr 0 min'],
  [4_320, '1 hr 12 min'],
])('%f seconds are %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});
