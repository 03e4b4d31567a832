import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {random} from './random.js';

const draw = (n: number, source = random(1)) => Array.from({length: n}, () => source.next());

describe('random', () => {
  test('gives these numbers for ever: seeds in recipes must keep their meaning', () => {
    const source = random(42);
    expect([source.integer(1000), source.integer(1000), source.integer(1000)]).toEqual([830, 767, 152]);
    expect(random(42).fork('flip').fork(7).integer(1_000_000)).toBe(990_974);
  });

  test('differs between seeds, also between those that differ only above 32 bits', () => {
    const seeds = [0, 1, 2, 2 ** 32, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER - 1];
    expect(new Set(seeds.map(seed => draw(4, random(seed)).join())).size).toBe(seeds.length);
  });

  test('forks by number and name, whatever was drawn before', () => {
    const fresh = random(5);
    const used = random(5);
    draw(10, used);
    expect(draw(5, used.fork(3))).toEqual(draw(5, fresh.fork(3)));
    const keys = [0, 1, 2 ** 32, '0', '1', 'a', 'b', ''];
    expect(new Set(keys.map(key => draw(4, fresh.fork(key)).join())).size).toBe(keys.length);
  });

  test('no two of 100,000 neighbouring forks are equal', () => {
    const parent = random(9);
    const first = Array.from({length: 100_000}, (_, key) => {
      const child = parent.fork(key);
      return child.next() + child.next() * 2 ** 32;
    });
    expect(new Set(first).size).toBe(100_000);
  });

  test.each([
    ['one stream', draw(100_000)],
    ['the first numbers of forks', Array.from({length: 100_000}, (_, key) => random(3).fork(key).next())],
  ])('%s is uniform', (_, numbers) => {
    const bins = new Array(64).fill(0);
    for (const number of numbers) bins[Math.floor(number * 64)]++;
    const expected = numbers.length / 64;
    const chiSquare = bins.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    // 63 degrees of freedom: 99.99 % of random streams lie between 29 and 113.
    expect(chiSquare).toBeGreaterThan(29);
    expect(chiSquare).toBeLessThan(113);
  });

  test('integer has no bias, also where the remainder of 2^32 is large', () => {
    const source = random(11);
    // Without rejection the lower third of 3 * 2^30 would come in half of all draws.
    const low = Array.from({length: 9_000}, () => source.integer(3 * 2 ** 30)).filter(n => n < 2 ** 30).length;
    expect(Math.abs(low - 3_000)).toBeLessThan(250);
  });

  test('next and integer stay in their ranges', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.integer({min: 1, max: 2 ** 32}), (seed, n) => {
        const source = random(seed);
        const next = source.next();
        const integer = source.integer(n);
        return next >= 0 && next < 1 && Number.isInteger(integer) && integer >= 0 && integer < n;
      }),
    );
  });

  test.each([-1, 0.5, Number.NaN, 2 ** 53])('refuses the seed %s', seed => {
    expect(() => random(seed)).toThrow(/seed: expected an integer of at least 0, got/);
  });

  test.each([0, -3, 1.5, 2 ** 33])('refuses integer(%s)', n => {
    expect(() => random(1).integer(n)).toThrow(/expected an integer from 1 to 4294967296/);
  });
});
