import type {EpochEvent} from '@residual/train';
import {expect, test} from 'vitest';
import {renderSvg} from '../chart/render-svg.js';
import {curves} from './curves.js';
import {IN_PAGE, ON_WHITE} from './panels.js';

const result = {loss: 0.5, accuracy: 0.75, correct: 3, samples: 4};

function epochs(count: number, valid = true): EpochEvent[] {
  return Array.from({length: count}, (_, epoch) => ({
    ...{type: 'epoch', epoch, step: epoch, train: result, seconds: 1, learningRate: 0.1},
    ...(valid && {valid: {...result, loss: 1}}),
  }));
}

test('loss and accuracy, each with training and validation', async () => {
  const svg = await renderSvg(curves(epochs(3), ON_WHITE));
  for (const word of ['loss', 'accuracy', 'training', 'validation', 'epoch']) expect(svg).toContain(`>${word}</text>`);
  expect(svg.match(/aria-roledescription="line mark"/g)).toHaveLength(4);
});

test('takes the colours of a page', async () => {
  const svg = await renderSvg(curves(epochs(2), IN_PAGE));
  expect(svg).toContain('fill="currentColor"');
  expect(svg).not.toContain(ON_WHITE.ink);
});

test('has dots where they can be told apart', () => {
  const dots = (count: number) => JSON.stringify(curves(epochs(count), ON_WHITE)).includes('"point":true');
  expect([dots(1), dots(40), dots(41)]).toEqual([true, true, false]);
});

test('a run without validation has training alone', async () => {
  const svg = await renderSvg(curves(epochs(2, false), ON_WHITE));
  expect(svg.match(/aria-roledescription="line mark"/g)).toHaveLength(2);
});
