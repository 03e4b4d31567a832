import {readFileSync} from 'node:fs';
import sharp from 'sharp';
import {describe, expect, test} from 'vitest';
import {random} from '../../random.js';
import {noise} from '../../testing/photos.js';
import {decodeSmallJpeg} from './small-jpeg.js';

/** A file that Pillow wrote, 37 x 21 pixels. */
const stored = (name: string): Buffer => readFileSync(new URL(`../../testing/files/${name}.jpg`, import.meta.url));

/** The same file, whose first component claims to be so many times as wide and high as the others. */
function withSampling(bytes: Buffer, sampling: number): Buffer {
  bytes[bytes.indexOf(Buffer.of(0xff, 0xc0)) + 11] = sampling;
  return bytes;
}

const SIZES = [8, 16, 17, 33, 64].flatMap(width => [1, 2, 15, 16, 47].map(height => ({width, height})));

describe('small JPEGs decode to the values of sharp', () => {
  async function expectSame(bytes: Buffer, channels: 1 | 3): Promise<void> {
    const raw = sharp(bytes).toColourspace(channels === 1 ? 'b-w' : 'srgb');
    const {data, info} = await raw.raw().toBuffer({resolveWithObject: true});
    const image = decodeSmallJpeg(bytes, channels);
    expect([image?.height, image?.width]).toEqual([info.height, info.width]);
    expect(Buffer.compare(Buffer.from(image!.data), data)).toBe(0);
  }

  test.each([
    {quality: 100, chromaSubsampling: '4:4:4'},
    {quality: 80, chromaSubsampling: '4:2:0'},
    {quality: 15, chromaSubsampling: '4:2:0'},
  ])('%j, of any size', async options => {
    for (const size of SIZES) {
      const bytes = await sharp(await noise({...size, sigma: 90}))
        .jpeg(options)
        .toBuffer();
      await expectSame(bytes, 3);
    }
  });

  test('grey', async () => {
    const bytes = await sharp(await noise())
      .toColourspace('b-w')
      .jpeg()
      .toBuffer();
    await expectSame(bytes, 1);
    await expectSame(bytes, 3);
  });

  test.each(['halved-across', 'restarts', 'restarts-by-row'])('%s', name => expectSame(stored(name), 3));
});

test.each<[string, 1 | 3, () => Promise<Buffer> | Buffer]>([
  [
    'progressive',
    3,
    async () =>
      sharp(await noise())
        .jpeg({progressive: true})
        .toBuffer(),
  ],
  [
    'CMYK',
    3,
    async () =>
      sharp(await noise())
        .toColourspace('cmyk')
        .jpeg()
        .toBuffer(),
  ],
  [
    'turned by EXIF',
    3,
    async () =>
      sharp(await noise())
        .withMetadata({orientation: 6})
        .jpeg()
        .toBuffer(),
  ],
  ['colours as grey', 1, () => noise()],
  ['chroma of a quarter of the width', 3, () => withSampling(stored('restarts'), 0x41)],
  ['chroma of half the height', 3, () => withSampling(stored('restarts'), 0x12)],
  ['large', 3, () => noise({width: 600, height: 400})],
  ['truncated', 3, async () => (await noise()).subarray(0, 900)],
  [
    'a PNG',
    3,
    async () =>
      sharp(await noise())
        .png()
        .toBuffer(),
  ],
  ['nothing', 3, () => Buffer.alloc(0)],
])('leaves to sharp: %s', async (_, channels, make) => {
  expect(decodeSmallJpeg(await make(), channels)).toBeUndefined();
});

test('damage at any place ends in an image of the size or in none, and the decoder stays fit for the next one', async () => {
  for (const whole of [stored('restarts'), stored('halved-across'), await noise({width: 24, height: 24})]) {
    const before = decodeSmallJpeg(whole, 3)!;
    const chance = random(1);
    for (let i = 0; i < 500; i++) {
      const bytes = Uint8Array.from(whole);
      for (let k = 0; k <= i % 3; k++) bytes[chance.integer(bytes.length)] = chance.integer(256);
      const made = decodeSmallJpeg(bytes, 3);
      if (made) expect(made.data.length).toBe(made.height * made.width * 3);
    }
    expect(decodeSmallJpeg(whole, 3)).toEqual(before);
  }
});
