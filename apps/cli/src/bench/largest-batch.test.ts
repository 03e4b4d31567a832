import {expect, test} from 'vitest';
import {largestBatch} from './largest-batch.js';

test.each([
  [0, 1024, 0],
  [1, 1024, 1],
  [2, 1024, 2],
  [3, 1024, 3],
  [37, 1024, 36],
  [100, 1024, 100],
  [700, 1024, 672],
  [5000, 1024, 1024],
  [5000, 1000, 1000],
  [999, 1000, 939],
])('where %i images fit, of at most %i: %i', async (capacity, most, expected) => {
  const tried: number[] = [];
  const found = await largestBatch(
    async batch => {
      tried.push(batch);
      return batch <= capacity;
    },
    {most},
  );
  expect(found).toBe(expected);
  expect(found).toBeLessThanOrEqual(capacity);
  expect(found).toBeGreaterThanOrEqual(Math.floor(Math.min(capacity, most) * (15 / 16)) - 1);
  expect(Math.max(...tried)).toBeLessThanOrEqual(most);
  expect(new Set(tried).size).toBe(tried.length);
});
