import {describe, expect, test} from 'vitest';
import {toHalf} from './to-half.js';

/** What the bits of half precision mean (IEEE 754): sign, 5 bits of exponent, 10 of fraction. */
function meaning(bits: number): number {
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  const magnitude = exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25);
  return bits & 0x8000 ? -magnitude : magnitude;
}

const largest = 0x7bff;
const positive = Array.from({length: largest + 1}, (_, bits) => bits);
const halved = (values: number[]) => [...toHalf(Float32Array.from(values))];

describe('every number of half precision', () => {
  test.each([0, 0x8000])('is itself, with sign bit %i', sign => {
    const all = positive.map(bits => bits | sign);
    expect(halved(all.map(meaning))).toEqual(all);
  });

  test('is what the numbers nearer to it than to its neighbours become', () => {
    const below = positive.slice(0, -1);
    const gap = (bits: number) => meaning(bits + 1) - meaning(bits);
    expect(halved(below.map(bits => meaning(bits) + gap(bits) * 0.499))).toEqual(below);
    expect(halved(below.map(bits => meaning(bits) + gap(bits) * 0.501))).toEqual(below.map(bits => bits + 1));
  });

  test('takes the numbers halfway to a neighbour where it is even', () => {
    const below = positive.slice(0, -1);
    const halfway = below.map(bits => (meaning(bits) + meaning(bits + 1)) / 2);
    expect(halved(halfway)).toEqual(below.map(bits => bits + (bits & 1)));
  });
});

test.each([
  ['the last that is not infinite', 65519.99, 0x7bff],
  ['too large', 65520, 0x7c00],
  ['infinity', Number.POSITIVE_INFINITY, 0x7c00],
  ['negative infinity', Number.NEGATIVE_INFINITY, 0xfc00],
  ['the smallest of single precision', 1.4e-45, 0],
  ['a negative one too small', -1e-30, 0x8000],
  ['no number', Number.NaN, 0x7e00],
])('%s', (_, value, bits) => {
  expect(halved([value])).toEqual([bits]);
});
