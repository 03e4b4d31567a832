import {expect, test} from 'vitest';
import {collate} from './collate.js';
import type {Sample} from './sample.js';

const sample = (values: number[], {bytes = true, shape = [1, 2, 1] as const} = {}): Sample => ({
  data: bytes ? Uint8Array.from(values) : Float32Array.from(values),
  shape,
  label: values[0]!,
});

test.each([true, false])('copies samples one after another (uint8: %s)', bytes => {
  const batch = collate([sample([1, 2], {bytes}), sample([3, 4], {bytes})]);
  expect(batch.shape).toEqual([2, 1, 2, 1]);
  expect(batch.x).toEqual(bytes ? Uint8Array.of(1, 2, 3, 4) : Float32Array.of(1, 2, 3, 4));
  expect(batch.y).toEqual(Int32Array.of(1, 3));
});

test.each([
  ['another type', sample([1, 2], {bytes: false}), 'sample 1 of the batch is float32 [1, 2, 1] with 2 values'],
  ['another shape', sample([1, 2], {shape: [2, 1, 1]} as never), 'sample 1 of the batch is uint8 [2, 1, 1]'],
  ['missing values', sample([1]), 'sample 1 of the batch is uint8 [1, 2, 1] with 1 values'],
])('refuses %s', (_, other, message) => {
  expect(() => collate([sample([1, 2]), other])).toThrow(message);
  expect(() => collate([sample([1, 2]), other])).toThrow(expect.objectContaining({code: 'INVALID_SAMPLE'}));
});

test('refuses an empty batch', () => {
  expect(() => collate([])).toThrow('expected at least one sample');
});
