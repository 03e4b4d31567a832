import {inMemory} from '@residual/data';
import {expect, test} from 'vitest';
import {balanced} from './balance.js';

const labels = Int32Array.from([0, 1, 0, 0, 2, 0, 1, 0, 0, 0]);
const dataset = inMemory({
  data: Uint8Array.from(labels.keys()),
  shape: [1, 1, 1],
  labels,
  classes: ['many', 'two', 'one'],
});

async function values(seed: number): Promise<number[]> {
  const made = balanced(dataset, seed);
  return Promise.all(Array.from({length: made.length}, async (_, i) => (await made.get(i)).data[0]!));
}

test('each class has as many as the largest, in the order of the images, none left out', async () => {
  const made = await values(1);
  const counts = [0, 1, 2].map(label => made.filter(value => labels[value] === label).length);
  expect(counts).toEqual([7, 7, 7]);
  expect(made).toEqual(made.toSorted((a, b) => a - b));
  expect(new Set(made).size).toBe(10);
});

test('which image of two comes once more follows from the seed', async () => {
  expect(await values(1)).toEqual(await values(1));
  const more = await Promise.all(
    [...Array(20).keys()].map(async seed => (await values(seed)).filter(v => v === 1).length),
  );
  expect(new Set(more)).toEqual(new Set([3, 4]));
});
