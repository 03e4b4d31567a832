import {expect, test} from 'vitest';
import {standardized, statisticsOf, unstandardizedLayer} from './standardize.js';

/** Three rows of two channels, the second always the same. */
const features = Float32Array.of(1, 5, 3, 5, 100, 5);

test('by the statistics of some rows', () => {
  const statistics = statisticsOf(features, {rows: [0, 1], channels: 2});
  expect([...statistics.mean]).toEqual([2, 5]);
  expect([...standardized(features, statistics)]).toEqual([-1, 0, 1, 0, 98, 0]);
});

test('a layer for plain features gives what the other gives for standardised ones', () => {
  const statistics = statisticsOf(features, {rows: [0, 1, 2], channels: 2});
  const layer = {kernel: Float32Array.of(0.5, -1, 2, 0.25), bias: Float32Array.of(0.1, -0.2)};
  const plain = unstandardizedLayer(layer, statistics);
  const expected = outputs(standardized(features, statistics), layer);
  for (const [i, value] of outputs(features, plain).entries()) expect(value).toBeCloseTo(expected[i]!, 2);
});

function outputs(rows: Float32Array, {kernel, bias}: {kernel: Float32Array; bias: Float32Array}): number[] {
  return [0, 1, 2].flatMap(row =>
    [0, 1].map(label => rows[2 * row]! * kernel[label]! + rows[2 * row + 1]! * kernel[2 + label]! + bias[label]!),
  );
}
