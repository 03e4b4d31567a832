import {describe, expect, test} from 'vitest';
import {random} from '../random.js';
import reference from '../testing/parity/resize.json' with {type: 'json'};
import {storedImage} from '../testing/pictures.js';
import {fastPasses} from './fast-passes.js';
import type {ByteImage} from './image-transform.js';
import {cut, plainPasses} from './passes.js';
import {resample} from './resample.js';
import {resampleWeights} from './resample-weights.js';
import {resize} from './resize.js';

const source = storedImage(reference.source);

describe('resize', () => {
  test.each([
    {method: 'bilinear', expected: storedImage(reference.bilinear96)},
    {method: 'bilinear', expected: storedImage(reference.bilinear20)},
    {method: 'bicubic', expected: storedImage(reference.bicubic48)},
    {method: 'nearest', expected: storedImage(reference.nearest64)},
  ] as const)('equals Pillow, $method to $expected.width px', ({method, expected}) => {
    const size = [expected.height, expected.width] as const;
    expect(resize({size, method})(source, random(0))).toEqual(expected);
  });

  test.each([
    {height: 20, width: 31, size: 10, expected: [10, 15]},
    {height: 31, width: 20, size: 10, expected: [15, 10]},
    {height: 5, width: 5, size: 7, expected: [7, 7]},
    {height: 5, width: 9, size: [3, 2] as const, expected: [3, 2]},
  ])('$height x $width with size $size becomes $expected', ({height, width, size, expected}) => {
    const image = {data: new Uint8Array(height * width), height, width, channels: 1};
    const made = resize({size})(image, random(0));
    expect([made.height, made.width]).toEqual(expected);
    expect(made.data.length).toBe(made.height * made.width);
  });

  test.each([1, 2, 3, 4])('%i channels give what each channel gives alone', channels => {
    const all = {...source, width: (24 / channels) * 4, channels, data: source.data};
    const interleaved = resample(all, {height: 9, width: 11, method: 'bicubic'});
    for (let c = 0; c < channels; c++) {
      const one = resample({...all, channels: 1, data: channel(all, c)}, {height: 9, width: 11, method: 'bicubic'});
      expect(channel(interleaved, c)).toEqual(one.data);
    }
  });

  test.each(['nearest', 'bilinear', 'bicubic'] as const)('a region, %s, equals the region as an image', method => {
    const region = {top: 3, left: 5, height: 17, width: 13};
    const options = {height: 8, width: 19, method};
    expect(resample(source, {...options, region})).toEqual(resample(cut(source, region), options));
  });

  test.each([
    [1, {top: 0, left: 0, height: 32, width: 24}, [40, 11]],
    [3, {top: 3, left: 5, height: 17, width: 13}, [8, 19]],
    [3, {top: 3, left: 5, height: 17, width: 13}, [17, 19]],
    [3, {top: 3, left: 5, height: 17, width: 3}, [1, 3]],
    [4, {top: 31, left: 0, height: 1, width: 1}, [2, 2]],
  ] as const)(
    'passes in WebAssembly equal the plain ones: %i channels, %j to %j',
    (channels, region, [height, width]) => {
      const image = {...source, width: 24, channels, data: source.data.subarray(0, 32 * 24 * channels)};
      const weights = {
        rows: region.width === width ? undefined : resampleWeights(region.width, width, 'bicubic'),
        columns: region.height === height ? undefined : resampleWeights(region.height, height, 'bicubic'),
      };
      expect(fastPasses(image, region, weights)).toEqual(plainPasses(image, region, weights));
    },
  );

  test('leaves an image of the size alone', () => {
    expect(resize({size: 32})(source, random(0))).toBe(source);
  });
});

function channel({data, channels}: ByteImage, c: number): Uint8Array {
  return data.filter((_, i) => i % channels === c);
}
