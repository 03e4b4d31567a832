import {expect, test} from 'vitest';
import {conclusion} from './conclusion.js';
import type {NetworkGradients} from './measure.js';

function network(title: string, first: number, last: number): NetworkGradients {
  const layer = (name: string, gradient: number) => ({name, gradient, size: 1, rms: gradient, weight: 1});
  return {
    ...{title, losses: [], parameters: [], layers: [], blocks: []},
    gradients: [layer('conv1', first), layer('middle', 77), layer('fc', last)],
  };
}

test.each([
  [1, 1, 'about as long (1.00 times) as'],
  [1.8, 1, 'about as long (1.80 times) as'],
  [2.34, 1, '2.3 times as long as'],
  [1, 2.34, '2.3 times shorter than'],
  [3, 9271, '3,100 times shorter than'],
  [2.6e-9, 0.1, '38 million times shorter than'],
  [2.6e-30, 0.1, '3.8e+28 times shorter than'],
  [0, 0.1, '0, against 0.1 for'],
  [Number.NaN, 0.1, 'NaN, against 0.1 for'],
])('a gradient of %d at first and %d at last is %s it', (first, last, comparison) => {
  expect(conclusion([network('x', first, last)])).toBe(
    `In x, the gradient of the first layer (conv1) is ${comparison} that of the last (fc).`,
  );
});

test('two networks are compared at their first layers', () => {
  const text = conclusion([network('with', 0.5, 1), network('without', 0.005, 1)]);
  expect(text).toMatch(/At the first layer, the gradient of with is 100 times as long as that of without\.$/);
});
