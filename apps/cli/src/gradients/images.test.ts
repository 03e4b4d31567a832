import {wasm} from '@residual/backend-web';
import {inMemory} from '@residual/data';
import {beforeAll, describe, expect, test} from 'vitest';
import {images} from './images.js';

/** Five images of 2 x 2 pixels, each of one grey, and of a class of its own. */
const dataset = inMemory({
  data: Uint8Array.from({length: 20}, (_, i) => 50 * Math.floor(i / 4)),
  shape: [2, 2, 1],
  labels: [0, 1, 2, 3, 4],
  classes: [...'abcde'],
});
const options = {dataset, normalize: {mean: [0.5], std: [0.25]}, batch: 2, steps: 2, seed: 3};

async function collect(given: Partial<Parameters<typeof images>[0]> = {}) {
  const all = [];
  for await (const batch of images({...options, ...given})) all.push(batch);
  return all;
}

describe('images', () => {
  test('are normalised, a batch a step, without repetition as long as there are new ones', async () => {
    const batches = await collect();
    expect(batches.map(({shape}) => shape)).toEqual([
      [2, 2, 2, 1],
      [2, 2, 2, 1],
    ]);
    expect(new Set(batches.flatMap(({y}) => [...y])).size).toBe(4);
    for (const {x, y} of batches) expect(x[0]).toBeCloseTo(((50 * y[0]!) / 255 - 0.5) / 0.25, 5);
  });

  test('follow from the seed', async () => {
    const labels = async (seed: number) => (await collect({seed})).map(({y}) => String(y));
    expect(await labels(3)).toEqual(await labels(3));
    expect(await labels(3)).not.toEqual(await labels(4));
  });

  test('begin anew, in another order, where they do not suffice', async () => {
    const batches = await collect({steps: 5});
    expect(batches.map(({y}) => y.length)).toEqual([2, 2, 2, 2, 2]);
    expect((await collect({batch: 99, steps: 2})).map(({y}) => y.length)).toEqual([5, 5]);
  });

  describe('of another size', () => {
    beforeAll(async () => void (await wasm()));

    test('are what they were, larger', async () => {
      const [small] = await collect({steps: 1});
      const [large] = await collect({steps: 1, size: 3});
      expect(large).toMatchObject({shape: [2, 3, 3, 1], y: small!.y});
      expect([large!.x[0], large!.x[8]]).toEqual([small!.x[0], small!.x[0]]);
      expect(large!.x[9]).toBe(small!.x[4]);
    });
  });
});
