import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {inMemory} from './in-memory.js';
import {numbers, toy} from './testing/toy.js';

const seed = fc.maxSafeNat();

/** Parts of a whole, in hundredths. */
const fractions = fc
  .array(fc.integer({min: 1, max: 20}), {minLength: 1, maxLength: 5})
  .map(parts => parts.map(part => part / parts.reduce((a, b) => a + b)));

describe('split', () => {
  test('gives every sample to exactly one part, of the size asked for, whatever the seed', () => {
    fc.assert(
      fc.property(fc.integer({min: 100, max: 400}), fractions, seed, (n, fractions, seed) => {
        const parts = toy(n).split(fractions, seed);
        const all = parts.flatMap(numbers);
        expect(all.sort((a, b) => a - b)).toEqual(numbers(toy(n)));
        for (const [i, part] of parts.entries()) expect(Math.abs(part.length - n * fractions[i]!)).toBeLessThan(1);
      }),
    );
  });

  test('is the same for the same seed and another for another', () => {
    const first = (seed: number) => numbers(toy(100).split([0.5, 0.5], seed)[0]!);
    expect(first(1)).toEqual(first(1));
    expect(first(1)).not.toEqual(first(2));
    expect(first(1)).not.toEqual(numbers(toy(50)));
  });

  test.each([
    {fractions: [0.9, 0.2], message: 'expected positive fractions that add up to 1, got [0.9, 0.2]'},
    {fractions: [1.5, -0.5], message: 'expected positive fractions that add up to 1, got [1.5, -0.5]'},
    {fractions: [Number.NaN], message: 'expected positive fractions'},
    {fractions: [], message: 'expected positive fractions'},
    {fractions: [0.999, 0.001], message: 'fraction 0.001 of 10 samples is less than one'},
  ])('refuses $fractions', ({fractions, message}) => {
    expect(() => toy(10).split(fractions, 1)).toThrow(message);
  });
});

describe('stratified', () => {
  const labelled = fc.array(fc.nat({max: 4}), {minLength: 1, maxLength: 200});

  test('gives n different samples, in order, and every class its share', () => {
    fc.assert(
      fc.property(labelled, fc.double({min: 0, max: 1, noNaN: true}), seed, (labels, part, seed) => {
        const data = Float32Array.from(labels, (_, i) => i);
        const dataset = inMemory({data, shape: [1, 1, 1], labels, classes: ['a', 'b', 'c', 'd', 'e']});
        const n = Math.round(part * labels.length);
        const chosen = dataset.stratified(n, seed);
        const order = numbers(chosen);
        expect(chosen.length).toBe(n);
        expect(order).toEqual([...new Set(order)].sort((a, b) => a - b));
        for (let label = 0; label < 5; label++) {
          const quota = (labels.filter(l => l === label).length * n) / labels.length;
          expect(Math.abs(chosen.labels.filter(l => l === label).length - quota)).toBeLessThan(1);
        }
      }),
    );
  });

  test('chooses by the seed, not the first ones', () => {
    const chosen = (seed: number) => numbers(toy(300).stratified(30, seed));
    expect(chosen(1)).toEqual(chosen(1));
    expect(chosen(1)).not.toEqual(chosen(2));
    expect(Math.max(...chosen(1))).toBeGreaterThan(200);
  });
});

describe('shuffle', () => {
  test('keeps every sample with its label, in every epoch', () => {
    fc.assert(
      fc.property(fc.nat({max: 200}), seed, fc.nat({max: 1_000}), (n, seed, epoch) => {
        const shuffled = toy(n).shuffle(seed).epoch(epoch);
        const order = numbers(shuffled);
        expect([...shuffled.labels]).toEqual(order.map(i => i % 3));
        expect(order.sort((a, b) => a - b)).toEqual(numbers(toy(n)));
      }),
    );
  });
});
