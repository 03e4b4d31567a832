import {describe, expect, test} from 'vitest';
import {inMemory} from '../in-memory.js';
import {random} from '../random.js';
import type {Sample} from '../sample.js';
import {ramp, rowsOf} from '../testing/pictures.js';
import {cutout, randomErasing} from './erase.js';
import {horizontalFlip, verticalFlip} from './flip.js';
import {type ByteImage, type ImageTransform, onSamples} from './image-transform.js';
import {randomCrop} from './random-crop.js';
import {randomResizedCrop} from './random-resized-crop.js';
import {transformFrom} from './registry.js';
import {fiveCrop, tenCrop, testTimeViews} from './test-time.js';

const many = (transform: ImageTransform, image: ByteImage, n = 400): ByteImage[] =>
  Array.from({length: n}, (_, seed) => transform(image, random(seed)));

describe('flips', () => {
  test.each([
    {
      flip: horizontalFlip,
      expected: [
        [2, 1, 0],
        [5, 4, 3],
      ],
    },
    {
      flip: verticalFlip,
      expected: [
        [3, 4, 5],
        [0, 1, 2],
      ],
    },
  ])('$expected', ({flip, expected}) => {
    expect(rowsOf(flip({probability: 1})(ramp(2, 3), random(0)))).toEqual(expected);
    expect(rowsOf(flip({probability: 0})(ramp(2, 3), random(0)))).toEqual([
      [0, 1, 2],
      [3, 4, 5],
    ]);
  });

  test('keep the channels of a pixel together', () => {
    expect([...horizontalFlip({probability: 1})(ramp(1, 2, 3), random(0)).data]).toEqual([3, 4, 5, 0, 1, 2]);
  });

  test('come as often as they should', () => {
    const image = ramp(1, 2);
    const flipped = many(horizontalFlip({probability: 0.25}), image).filter(made => made !== image).length;
    expect(flipped).toBeGreaterThan(70);
    expect(flipped).toBeLessThan(130);
  });
});

describe('randomCrop', () => {
  test('takes every place, the corners with their padding', () => {
    const made = many(randomCrop({size: 2, padding: 1}), ramp(2, 2)).map(rowsOf);
    const different = new Set(made.map(rows => JSON.stringify(rows)));
    expect(different.size).toBe(9);
    expect(made).toContainEqual([
      [0, 0],
      [0, 0],
    ]);
    expect(made).toContainEqual([
      [0, 1],
      [2, 3],
    ]);
    expect(made).toContainEqual([
      [3, 0],
      [0, 0],
    ]);
  });

  test('reflects at the outermost pixels', () => {
    const made = many(randomCrop({size: [1, 3], padding: 2, mode: 'reflect'}), ramp(3, 3)).map(rowsOf);
    expect(made).toContainEqual([[8, 7, 6]]);
    expect(made).toContainEqual([[2, 1, 0]]);
    expect(made.flat(2)).not.toContain(9);
  });

  test.each([
    {options: {size: 5}, message: 'cannot take 5 x 5 pixels with padding 0 (zero) from an image of 4 x 6'},
    {options: {size: 5, padding: 4, mode: 'reflect'} as const, message: 'padding 4 (reflect) from an image of 4 x 6'},
  ])('$options is refused where it does not fit', ({options, message}) => {
    expect(() => randomCrop(options)(ramp(4, 6), random(0))).toThrow(message);
  });
});

describe('randomResizedCrop', () => {
  test('of the whole image resizes it', () => {
    const image = ramp(6, 6);
    const made = randomResizedCrop({size: 6, scale: [1, 1], ratio: [1, 1]})(image, random(0));
    expect(made).toEqual(image);
  });

  test.each([
    {height: 3, width: 90, part: [3, 4]},
    {height: 90, width: 3, part: [4, 3]},
  ])('of a $height x $width image falls back to the middle, $part', ({height, width, part: [rows, columns]}) => {
    const along = (y: number, x: number): number => (height > width ? y : x);
    const data = Uint8Array.from({length: height * width}, (_, i) => along(Math.floor(i / width), i % width));
    const options = {size: [rows!, columns!], scale: [1, 1], method: 'nearest'} as const;
    const made = randomResizedCrop(options)({data, height, width, channels: 1}, random(1));
    expect([...new Set(made.data)]).toEqual([43, 44, 45, 46]);
  });

  test('covers shares of the area within its limits', () => {
    // A ramp along x: the range of values tells how wide a part was.
    const data = Uint8Array.from({length: 100 * 100}, (_, i) => 2 * (i % 100));
    const image = {data, height: 100, width: 100, channels: 1};
    const options = {size: 50, scale: [0.25, 0.25], ratio: [1, 1], method: 'nearest'} as const;
    for (const {data: pixels} of many(randomResizedCrop(options), image, 50)) {
      expect(pixels[49]! - pixels[0]!).toBe(2 * 49);
    }
  });
});

describe('erasing', () => {
  const white: ByteImage = {data: new Uint8Array(40 * 30 * 3).fill(255), height: 40, width: 30, channels: 3};
  const erased = ({data}: ByteImage): number => data.filter(value => value === 7).length / data.length;

  test('randomErasing takes a share of the area within its limits, a rectangle', () => {
    const made = many(randomErasing({probability: 1, scale: [0.1, 0.2], fill: 7}), white, 100);
    for (const image of made) {
      expect(erased(image)).toBeGreaterThan(0.08);
      expect(erased(image)).toBeLessThan(0.23);
      const columns = rowsOf({...image, width: 90})
        .filter(row => row.includes(7))
        .map(row => row.join());
      expect(new Set(columns).size).toBe(1);
    }
  });

  test('randomErasing leaves the image where no rectangle fits, and by chance', () => {
    expect(randomErasing({probability: 1, scale: [1, 1]})(white, random(0))).toBe(white);
    expect(randomErasing({probability: 0})(white, random(0))).toBe(white);
  });

  test('cutout is cut off at the border', () => {
    const shares = many(cutout({size: 10, fill: [7, 7, 7]}), white).map(erased);
    expect(Math.max(...shares)).toBeCloseTo(100 / 1200, 10);
    expect(Math.min(...shares)).toBeLessThan(60 / 1200);
    expect(Math.min(...shares)).toBeGreaterThanOrEqual(25 / 1200);
  });
});

describe('crops for tests', () => {
  test('fiveCrop takes corners and middle', () => {
    const crops = fiveCrop(ramp(4, 5), [2, 3]);
    expect(crops.map(image => image.data[0])).toEqual([0, 2, 10, 12, 6]);
    expect(crops.every(({height, width}) => height === 2 && width === 3)).toBe(true);
  });

  test('views are transforms that a data set applies, also where it reads', () => {
    const data = Uint8Array.from({length: 20}, (_, i) => i);
    const dataset = inMemory({data, shape: [4, 5, 1], labels: [0], classes: ['one']});
    const views = testTimeViews({views: 'ten-crop', size: [2, 3]});
    const read = views.map(view => (dataset.map(onSamples(view)).get(0) as Sample).data);
    expect(read).toEqual(tenCrop(ramp(4, 5), [2, 3]).map(({data}) => data));
    const again = views.map(({description}) => transformFrom(JSON.parse(JSON.stringify(description))));
    expect(again.map(view => view(ramp(4, 5), random(7)).data)).toEqual(read);
    expect(testTimeViews({views: 'flip'}).map(view => view(ramp(1, 3), random(0)).data[0])).toEqual([0, 2]);
  });

  test('tenCrop takes the same of the mirrored image', () => {
    expect(tenCrop(ramp(4, 5), [2, 3]).map(image => image.data[0])).toEqual([0, 2, 10, 12, 6, 4, 2, 14, 12, 8]);
  });

  test('an image that is too small is refused', () => {
    expect(() => fiveCrop(ramp(4, 5), 5)).toThrow('cannot take 5 x 5 pixels from an image of 4 x 5');
  });
});
