import {expect, test} from 'vitest';
import {loader} from './loader.js';
import {batchNumbers, toy} from './testing/toy.js';

test('draws in order, shuffled, or by a sampler', async () => {
  const dataset = toy(6);
  expect(await batchNumbers(loader(dataset))).toEqual([[0], [1], [2], [3], [4], [5]]);
  expect(await batchNumbers(loader(dataset, {batchSize: 4, dropLast: true}))).toEqual([[0, 1, 2, 3]]);
  expect(await batchNumbers(loader(dataset, {batchSize: 2, sampler: [5, 1, 1]}).epoch(3))).toEqual([[5, 1], [1]]);
  const shuffled = loader(dataset, {batchSize: 6, shuffle: true, seed: 9});
  expect(await batchNumbers(shuffled.epoch(2))).toEqual(await batchNumbers(dataset.shuffle(9).batch(6).epoch(2)));
});

test('refuses a sampler together with shuffling, and explains', () => {
  const both = () => loader(toy(6), {sampler: [1, 2], shuffle: true});
  expect(both).toThrow(expect.objectContaining({code: 'INVALID_ARGUMENT'}));
  expect(both).toThrow(/A sampler says which samples come.*shuffle takes all samples/);
  expect(both).toThrow('dataset.subset(indices).shuffle(seed).batch(batchSize)');
});
