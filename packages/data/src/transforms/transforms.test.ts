import {describe, expect, test} from 'vitest';
import {random} from '../random.js';
import type {Sample} from '../sample.js';
import {IMAGENET, MNIST_NOTEBOOK} from './normalizations.js';
import {normalize} from './normalize.js';
import {toTensor} from './to-tensor.js';

const bytes: Sample = {data: Uint8Array.of(0, 51, 128, 255), shape: [2, 2, 1], label: 3};
const apply = (transform: ReturnType<typeof toTensor>, sample: Sample) => transform(sample, random(0));

describe('toTensor', () => {
  test('scales bytes to 0 to 1 and leaves floats alone', () => {
    const made = apply(toTensor(), bytes);
    expect(made).toEqual({...bytes, data: Float32Array.of(0, 0.2, 128 / 255, 1)});
    expect(apply(toTensor(), made)).toBe(made);
    expect(bytes.data).toEqual(Uint8Array.of(0, 51, 128, 255));
  });
});

describe('normalize', () => {
  test('has the constants of the notebook', () => {
    expect(MNIST_NOTEBOOK).toEqual({mean: [0.1307], std: [0.3801]});
  });

  test('computes (pixel / 255 - mean) / std', () => {
    const {data, shape, label} = apply(normalize(MNIST_NOTEBOOK), bytes);
    const expected = [...bytes.data].map(v => (v / 255 - 0.1307) / 0.3801);
    expect(shape).toEqual([2, 2, 1]);
    expect(label).toBe(3);
    for (const [i, value] of data.entries()) expect(value).toBeCloseTo(expected[i]!, 6);
  });

  test('gives the same bits for bytes as for toTensor before it, in every channel', () => {
    const data = Uint8Array.from({length: 768}, (_, i) => Math.floor(i / 3));
    const sample: Sample = {data, shape: [16, 16, 3], label: 0};
    const direct = apply(normalize(IMAGENET), sample);
    expect(direct).toEqual(apply(normalize(IMAGENET), apply(toTensor(), sample)));
    // The byte 200 in each channel: (200 / 255 - mean) / std.
    const expected = [1.3070468, 1.4656863, 1.6813943];
    for (let c = 0; c < 3; c++) expect(direct.data[600 + c]).toBeCloseTo(expected[c]!, 6);
  });

  test.each([
    {mean: [0.1], std: [0.1, 0.2]},
    {mean: [0.1], std: [0]},
    {mean: [Number.NaN], std: [1]},
  ])('refuses mean $mean with std $std', constants => {
    expect(() => normalize(constants)).toThrow('expected a mean and a positive std for each channel');
  });

  test('refuses an image of other channels', () => {
    const transform = normalize({mean: [0, 0, 0], std: [1, 1, 1]});
    expect(() => apply(transform, bytes)).toThrow('expected 3 channels as in its mean, got an image of 1');
  });
});
