import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import sharp, {type Color, type Sharp} from 'sharp';
import {describe, expect, test} from 'vitest';
import {temporaryFolders} from '../testing/folder.js';
import {readImage} from './read-image.js';

const folder = temporaryFolders();

/** 6 x 4 pixels of one colour. */
const solid = (background: Color, channels: 3 | 4 = 3): Sharp =>
  sharp({create: {width: 6, height: 4, channels, background}});

/** An animation whose first frame is blue, and whose second is red. */
function frames(): Sharp {
  const pixels = Uint8Array.from({length: 2 * 72}, (_, i) => (i % 3 === (i < 72 ? 2 : 0) ? 255 : 0));
  return sharp(pixels, {raw: {width: 6, height: 8, channels: 3, pageHeight: 4}});
}

async function save(name: string, bytes: Buffer | Sharp | string): Promise<string> {
  const path = join(folder(), name);
  writeFileSync(path, bytes instanceof sharp ? await (bytes as Sharp).toBuffer() : (bytes as Buffer | string));
  return path;
}

/** Left half white, right half black. */
async function halves(): Promise<Sharp> {
  const black = await sharp({create: {width: 3, height: 4, channels: 3, background: 'black'}})
    .png()
    .toBuffer();
  return solid('white').composite([{input: black, left: 3, top: 0}]);
}

describe('readImage', () => {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="6" height="4"><rect width="6" height="4" fill="#00f"/></svg>';
  const clear = {r: 0, g: 0, b: 0, alpha: 0};
  test.each<[string, Sharp | string, number[]]>([
    ['rgb.png', solid('#ff8000').png(), [255, 128, 0]],
    ['grey.png', solid('#808080').toColourspace('b-w').png(), [128, 128, 128]],
    ['palette.png', solid('#0000ff').png({palette: true}), [0, 0, 255]],
    ['deep.png', solid('#804020').toColourspace('rgb16').png(), [128, 64, 32]],
    ['deep-grey.png', solid('#808080').toColourspace('grey16').png(), [128, 128, 128]],
    ['half-clear.png', solid({r: 255, g: 0, b: 0, alpha: 0.5}, 4).png(), [255, 127, 127]],
    ['clear-grey.png', solid(clear, 4).toColourspace('b-w').png(), [255, 255, 255]],
    ['frame.gif', solid('#0000ff').gif(), [0, 0, 255]],
    ['animated.gif', frames().gif(), [0, 0, 255]],
    ['animated.webp', frames().webp({lossless: true}), [0, 0, 255]],
    ['lossless.webp', solid('#0000ff').webp({lossless: true}), [0, 0, 255]],
    ['vector.svg', svg, [0, 0, 255]],
  ])('%s', async (name, image, pixel) => {
    const path = await save(name, image);
    const rgb = await readImage(path);
    expect(rgb.shape).toEqual([4, 6, 3]);
    expect([...rgb.data]).toEqual(Array.from({length: 24}, () => pixel).flat());
    const grey = await readImage(path, {channels: 1});
    expect(grey.shape).toEqual([4, 6, 1]);
    expect(grey.data).toHaveLength(24);
  });

  test('CMYK becomes RGB, 3 channels', async () => {
    const path = await save('cmyk.jpg', solid('#ff0000').toColourspace('cmyk').jpeg());
    expect((await sharp(path).metadata()).space).toBe('cmyk');
    const {data, shape} = await readImage(path);
    expect(shape).toEqual([4, 6, 3]);
    expect(data[0]).toBeGreaterThan(200);
    expect(data[1]).toBeLessThan(30);
    expect((await readImage(path, {channels: 1})).shape).toEqual([4, 6, 1]);
  });

  test('turns the image as EXIF says', async () => {
    const upright = await readImage(await save('a.png', (await halves()).png()), {channels: 1});
    expect([...upright.data.subarray(0, 6)]).toEqual([255, 255, 255, 0, 0, 0]);
    // 6: turn by 90 degrees clockwise to see it upright, so that left comes to the top.
    const path = await save('turned.png', (await halves()).withMetadata({orientation: 6}).png());
    const {data, shape} = await readImage(path, {channels: 1});
    expect(shape).toEqual([6, 4, 1]);
    expect([...data]).toEqual([...Array(12).fill(255), ...Array(12).fill(0)]);
    expect((await readImage(path, {size: [3, 2]})).shape).toEqual([3, 2, 3]);
  });

  test('resizes to height and width, averaging when it shrinks', async () => {
    const path = await save('a.png', (await halves()).png());
    expect((await readImage(path, {size: [2, 8]})).shape).toEqual([2, 8, 3]);
    const {data, shape} = await readImage(path, {size: [1, 1], channels: 1});
    expect(shape).toEqual([1, 1, 1]);
    expect(data[0]).toBeGreaterThan(120);
    expect(data[0]).toBeLessThan(136);
  });

  describe('names what is wrong with', () => {
    const noise = sharp({
      create: {width: 64, height: 64, channels: 3, noise: {type: 'gaussian', mean: 128, sigma: 50}},
    } as never);
    const cut = async (image: Sharp) => {
      const bytes = await image.toBuffer();
      return bytes.subarray(0, bytes.length - 200);
    };
    test.each<[string, () => Promise<string>, string, string]>([
      ['a missing file', async () => join(folder(), 'none.png'), 'FILE_MISSING', 'there is no such file'],
      ['a folder', async () => folder(), 'FILE_UNREADABLE', 'expected a file, got a folder'],
      ['an empty file', () => save('empty.png', ''), 'FILE_EMPTY', 'expected an image, got an empty file'],
      ['text', () => save('text.png', 'hello'), 'FILE_BROKEN', 'unsupported image format'],
      [
        'a truncated JPEG',
        async () => save('cut.jpg', await cut(noise.clone().jpeg())),
        'FILE_BROKEN',
        'premature end',
      ],
      ['a truncated PNG', async () => save('cut.png', await cut(noise.clone().png())), 'FILE_BROKEN', 'read error'],
      ['a JPEG header', async () => save('a.jpg', Buffer.from('ffd8ffe000104a464946', 'hex')), 'FILE_BROKEN', 'header'],
    ])('%s', async (_, make, code, message) => {
      const path = await make();
      const failure = await readImage(path).catch(error => error);
      expect(failure).toMatchObject({name: 'DataError', code});
      expect(failure.message).toContain(`${path}: `);
      expect(failure.message).toContain(message);
    });

    test.each([[[0, 4]], [[4, 2.5]], [[-1, 4]]])('the size %s', async size => {
      const failure = await readImage('unread.png', {size: size as [number, number]}).catch(error => error);
      expect(failure).toMatchObject({code: 'INVALID_ARGUMENT'});
      expect(failure.message).toContain('readImage: size: expected an integer from 1 to 65536, got');
    });
  });
});
