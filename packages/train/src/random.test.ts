import {describe, expect, test} from 'vitest';
import {beta, partSeed, permutation, randomFrom} from './random.js';

const draw = (count: number, next: () => number) => Array.from({length: count}, next);
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const variance = (values: number[]) => mean(values.map(value => value ** 2)) - mean(values) ** 2;

describe('randomFrom', () => {
  test('is even over [0, 1), within four standard deviations', () => {
    const values = draw(10_000, randomFrom(1, 2));
    expect(values.every(value => value >= 0 && value < 1)).toBe(true);
    for (let bin = 0; bin < 10; bin++) {
      const count = values.filter(value => Math.floor(value * 10) === bin).length;
      expect(Math.abs(count - 1000)).toBeLessThan(4 * Math.sqrt(900));
    }
  });

  test('the same numbers follow from the same seeds, and others from others', () => {
    const first = draw(5, randomFrom(1, 2));
    expect(draw(5, randomFrom(1, 2))).toEqual(first);
    for (const seeds of [[1, 3], [2, 1], [1], [2, 2], [1, 2, 0], [-1, 2], [1 + 2 ** 31, 2]]) {
      expect(draw(5, randomFrom(...seeds))).not.toEqual(first);
    }
  });

  test('seeds and steps beside one another have nothing in common', () => {
    const first = draw(40 * 40, () => 0).map((_, i) => randomFrom(Math.floor(i / 40), i % 40)());
    expect(new Set(first).size).toBe(first.length);
    expect(Math.abs(mean(first) - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / first.length));
    const products = first.slice(1).map((value, i) => (value - 0.5) * (first[i]! - 0.5));
    expect(Math.abs(mean(products))).toBeLessThan(4 / 12 / Math.sqrt(products.length));
  });
});

describe('permutation', () => {
  test('holds every index once, each place as often with each', () => {
    const random = randomFrom(3);
    const counts = Array.from({length: 5}, () => Array<number>(5).fill(0));
    for (let i = 0; i < 5000; i++) {
      const order = permutation(5, random);
      expect(new Set(order).size).toBe(5);
      for (const [place, value] of order.entries()) counts[place]![value]!++;
    }
    for (const count of counts.flat()) expect(Math.abs(count - 1000)).toBeLessThan(4 * Math.sqrt(800));
  });
});

describe('beta', () => {
  test.each([0.1, 0.2, 1, 4])('of %d has its mean and variance', alpha => {
    const random = randomFrom(7);
    const values = draw(20_000, () => beta(alpha, random));
    expect(values.every(value => value >= 0 && value <= 1)).toBe(true);
    const spread = 1 / (4 * (2 * alpha + 1));
    expect(Math.abs(mean(values) - 0.5)).toBeLessThan(4 * Math.sqrt(spread / 20_000));
    expect(variance(values) / spread).toBeCloseTo(1, 1);
  });

  test('of next to nothing is one or the other', () => {
    const random = randomFrom(8);
    const values = draw(1000, () => beta(1e-4, random));
    expect(values.filter(value => value < 1e-6 || value > 1 - 1e-6).length).toBeGreaterThan(980);
    expect(values.every(value => !Number.isNaN(value))).toBe(true);
  });
});

test('parts have seeds of their own, the first that of the whole', () => {
  expect(partSeed(5, 0)).toBe(5);
  expect(new Set(draw(100, () => 0).map((_, part) => partSeed(5, part))).size).toBe(100);
  expect(Number.isInteger(partSeed(2 ** 31 - 1, 3)) && Math.abs(partSeed(2 ** 31 - 1, 3)) <= 2 ** 31).toBe(true);
});
