import {expect, test} from 'vitest';
import type {Drawing} from './drawing.js';
import {rasterize} from './rasterize.js';

const line = (length: number, shift = 0): Drawing => [
  [
    {x: shift, y: shift},
    {x: shift, y: shift + length},
  ],
];

test('an empty paper is no picture', () => {
  expect(rasterize([])).toBeUndefined();
});

test.each([
  ['a dot, a round one', [[{x: 0.3, y: 0.9}]], [100, 100]],
  ['a line, with the round ends of the pen', line(1), [100, 7]],
  ['a short line, under a pen that fits it', line(0.1), [100, 12]],
  ['a line elsewhere', line(0.5, 0.4), [100, 12]],
] as const)('%s', (_, drawing, size) => {
  const {height, width, channels, data} = rasterize(drawing)!;
  expect([height, width, channels, data.length]).toEqual([...size, 1, height * width]);
});

test('ink is where the pen was, paper where it was not, grey between them', () => {
  const {data, width, height} = rasterize([[{x: 0.5, y: 0.5}]])!;
  const at = (x: number, y: number) => data[y * width + x];
  expect([at(50, 50), at(50, 3), at(3, 50)]).toEqual([255, 255, 255]);
  expect([at(0, 0), at(width - 1, height - 1)]).toEqual([0, 0]);
  // A circle covers pi / 4 of the square around it.
  const covered = data.reduce((sum, value) => sum + value, 0) / 255 / data.length;
  expect(covered).toBeGreaterThan(0.77);
  expect(covered).toBeLessThan(0.8);
});

test('the same digit is the same picture wherever it was drawn', () => {
  const bend = (shift: number): Drawing => [
    [
      {x: 0.1 + shift, y: 0.1},
      {x: 0.3 + shift, y: 0.2},
      {x: 0.2 + shift, y: 0.4},
    ],
  ];
  const [a, b] = [rasterize(bend(0))!, rasterize(bend(0.25))!];
  expect([b.height, b.width]).toEqual([a.height, a.width]);
  const most = a.data.reduce((most, value, i) => Math.max(most, Math.abs(value - b.data[i]!)), 0);
  expect(most).toBeLessThanOrEqual(1);
});
