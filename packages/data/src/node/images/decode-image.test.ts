import sharp, {type Sharp} from 'sharp';
import {describe, expect, test} from 'vitest';
import {noise} from '../../testing/photos.js';
import {fitImage} from '../../transforms/fit-image.js';
import {decodeImage} from './decode-image.js';

describe('decodeImage', () => {
  test.each(['cover', 'fill', 'shorter'] as const)(
    '%s: a photo is fitted as one that was decoded whole',
    async mode => {
      const jpeg = await sharp(await noise({width: 501, height: 333, sigma: 30}))
        .jpeg()
        .toBuffer();
      const fit = {height: 64, width: 64, mode};
      const whole = await decodeImage(jpeg, 'x', {channels: 3});
      expect(await decodeImage(jpeg, 'x', {channels: 3, fit})).toEqual(fitImage(whole, fit));
    },
  );

  test('of a large photo a few times the size is decoded, to nearly the same pixels', async () => {
    const jpeg = await sharp(await noise({width: 2_000, height: 1_500, sigma: 30}))
      .blur(20)
      .jpeg({quality: 95})
      .toBuffer();
    const fit = {height: 64, width: 64, mode: 'cover' as const};
    const whole = fitImage(await decodeImage(jpeg, 'x', {channels: 3}), fit);
    const {data} = await decodeImage(jpeg, 'x', {channels: 3, fit});
    expect(Math.max(...data.map((value, i) => Math.abs(value - whole.data[i]!)))).toBeLessThan(6);
  });

  test.each([
    ['cover', [10, 10]],
    ['fill', [10, 10]],
    ['shorter', [10, 15]],
  ] as const)('%s: a small JPEG and a PNG of the same pixels are brought to the same size', async (mode, shape) => {
    const jpeg = await sharp(await noise({width: 60, height: 40, sigma: 10}))
      .blur(3)
      .jpeg()
      .toBuffer();
    const png = await sharp(jpeg).png().toBuffer();
    const fit = {height: 10, width: 10, mode};
    const [a, b] = await Promise.all([jpeg, png].map(bytes => decodeImage(bytes, 'x', {channels: 3, fit})));
    expect([a!.height, a!.width]).toEqual(shape);
    expect([b!.height, b!.width]).toEqual(shape);
    const most = Math.max(...a!.data.map((value, i) => Math.abs(value - b!.data[i]!)));
    expect(most).toBeLessThanOrEqual(4);
  });

  test('a small JPEG that breaks leaves the decoder fit for the next one', async () => {
    const whole = await noise();
    const before = await decodeImage(whole, 'x.jpg', {channels: 3});
    for (const bytes of [whole.subarray(0, 900), Buffer.from('ffd8ffe000104a46', 'hex')]) {
      await expect(decodeImage(bytes, 'x.jpg', {channels: 3})).rejects.toThrow('x.jpg: expected a whole image');
    }
    expect(await decodeImage(whole, 'x.jpg', {channels: 3})).toEqual(before);
  });

  // What is stored is [[0, 1, 2], [3, 4, 5]], each number a square of 8 x 8 pixels.
  const turned: [orientation: number, seen: number[][]][] = [
    [
      1,
      [
        [0, 1, 2],
        [3, 4, 5],
      ],
    ],
    [
      2,
      [
        [2, 1, 0],
        [5, 4, 3],
      ],
    ],
    [
      3,
      [
        [5, 4, 3],
        [2, 1, 0],
      ],
    ],
    [
      4,
      [
        [3, 4, 5],
        [0, 1, 2],
      ],
    ],
    [
      5,
      [
        [0, 3],
        [1, 4],
        [2, 5],
      ],
    ],
    [
      6,
      [
        [3, 0],
        [4, 1],
        [5, 2],
      ],
    ],
    [
      7,
      [
        [5, 2],
        [4, 1],
        [3, 0],
      ],
    ],
    [
      8,
      [
        [2, 5],
        [1, 4],
        [0, 3],
      ],
    ],
  ];
  describe.each(turned)('EXIF orientation %i', (orientation, seen) => {
    const side = 8;
    const raw = {width: 3 * side, height: 2 * side, channels: 1} as const;
    const stored = sharp(squares(side), {raw}).withMetadata({orientation});
    test.each<[string, Sharp]>([
      ['JPEG', stored.clone().jpeg({quality: 100})],
      ['PNG', stored.clone().png()],
      ['WebP', stored.clone().webp({lossless: true})],
      ['TIFF', stored.clone().tiff({compression: 'none'})],
    ])('%s', async (_, image) => {
      const bytes = await image.toBuffer();
      for (const fit of [undefined, {height: seen.length * 4, width: seen[0]!.length * 4, mode: 'cover' as const}]) {
        const {data, height, width} = await decodeImage(bytes, 'x', {channels: 1, fit});
        const square = height / seen.length;
        expect(width).toBe(square * seen[0]!.length);
        const middles = seen.map((row, y) =>
          row.map((_, x) => Math.round(data[(y + 0.5) * square * width + (x + 0.5) * square]! / 40)),
        );
        expect(middles).toEqual(seen);
      }
    });
  });
});

/** The numbers 0 to 5, times 40, as squares of so many pixels: three across, two down. */
function squares(side: number): Uint8Array {
  const width = 3 * side;
  return Uint8Array.from({length: 2 * side * width}, (_, i) => {
    const [y, x] = [Math.floor(i / width), i % width];
    return 40 * (3 * Math.floor(y / side) + Math.floor(x / side));
  });
}
