import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {Dataset, type Transform} from './dataset.js';
import type {Sample} from './sample.js';
import {batchNumbers, collect, slowToy, toy} from './testing/toy.js';

const jitter: Transform = (sample, random) => ({...sample, data: Float32Array.of(sample.data[0]! + random.next() / 2)});

describe('Batches', () => {
  test.each([
    {n: 10, size: 4, dropLast: false, sizes: [4, 4, 2]},
    {n: 10, size: 4, dropLast: true, sizes: [4, 4]},
    {n: 8, size: 4, dropLast: false, sizes: [4, 4]},
    {n: 8, size: 4, dropLast: true, sizes: [4, 4]},
    {n: 3, size: 64, dropLast: false, sizes: [3]},
    {n: 0, size: 64, dropLast: false, sizes: []},
  ])('$n samples by $size, dropLast $dropLast: $sizes', async ({n, size, dropLast, sizes}) => {
    const batches = toy(n).batch(size, {dropLast});
    expect(batches.length).toBe(sizes.length);
    expect(batches.samples).toBe(sizes.reduce((a, b) => a + b, 0));
    const got = await collect(batches);
    expect(got.map(({shape}) => shape)).toEqual(sizes.map(size => [size, 1, 1, 1]));
    expect(got.flatMap(({x}) => [...x])).toEqual([...Array(batches.samples).keys()]);
    expect(got.flatMap(({y}) => [...y])).toEqual([...toy(n).labels.subarray(0, batches.samples)]);
  });

  test('are the same when iterated twice, others in the next epoch, the same again in that epoch', async () => {
    const batches = toy(20).shuffle(1).map(jitter).batch(6);
    expect(await batchNumbers(batches)).toEqual(await batchNumbers(batches));
    expect(await batchNumbers(batches)).toEqual(await batchNumbers(batches.epoch(0)));
    expect(await batchNumbers(batches.epoch(1))).not.toEqual(await batchNumbers(batches));
    expect(await batchNumbers(batches.epoch(1))).toEqual(await batchNumbers(batches.epoch(3).epoch(1)));
    expect(batches.epoch(1).length).toBe(4);
  });

  test('from(i) gives exactly the rest of the epoch', async () => {
    const size = fc.integer({min: 1, max: 12});
    await fc.assert(
      fc.asyncProperty(fc.maxSafeNat(), fc.nat({max: 9}), size, fc.boolean(), async (seed, epoch, size, dropLast) => {
        const batches = toy(30).shuffle(seed).map(jitter, {seed}).batch(size, {dropLast}).epoch(epoch);
        const whole = await batchNumbers(batches);
        const start = seed % (batches.length + 1);
        expect(await batchNumbers(batches.from(start))).toEqual(whole.slice(start));
      }),
    );
  });

  test('from refuses a batch that is not there, at once', () => {
    expect(() => toy(10).batch(4).from(4)).toThrow('batch: expected an integer from 0 to 3, got 4');
  });

  test('a source that answers later gives the same batches', async () => {
    const shape = (dataset: ReturnType<typeof toy>) => dataset.shuffle(3).map(jitter).batch(4);
    expect(await batchNumbers(shape(slowToy(10)))).toEqual(await batchNumbers(shape(toy(10))));
  });

  test.each([0, 1, 3])(
    'a source that answers later is asked for %i batches more than wanted, whatever the consumer does',
    async ahead => {
      let asked = 0;
      const get = async (): Promise<Sample> => {
        asked += 1;
        return {data: Uint8Array.of(0), shape: [1, 1, 1], label: 0};
      };
      const dataset = new Dataset({classes: ['one'], labels: Array(40).fill(0), get});
      let taken = 0;
      for await (const _ of dataset.batch(4, {ahead})) {
        taken += 1;
        await new Promise(resolve => setImmediate(resolve));
        expect(asked).toBe(Math.min(40, 4 * (taken + ahead)));
      }
      expect(taken).toBe(10);
    },
  );

  test('keep dropLast in other epochs', async () => {
    expect(await batchNumbers(toy(5).batch(2, {dropLast: true}).epoch(1))).toEqual([
      [0, 1],
      [2, 3],
    ]);
  });

  test.each([
    {size: 0, dropLast: false, message: 'batch size: expected an integer of at least 1, got 0'},
    {size: 2.5, dropLast: false, message: 'batch size: expected an integer of at least 1, got 2.5'},
    {size: 11, dropLast: true, message: 'dropLast leaves no batch: 10 samples in batches of 11'},
  ])('refuses batches of $size, dropLast $dropLast', ({size, dropLast, message}) => {
    expect(() => toy(10).batch(size, {dropLast})).toThrow(message);
  });
});
