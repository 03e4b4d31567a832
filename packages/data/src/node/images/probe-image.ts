import {type FileHandle, open} from 'node:fs/promises';
import {DataError} from '../../error.js';
import {readError} from '../contents.js';
import {broken, MAX_PIXELS, openWithSharp} from './decode-image.js';
import {readJpegHeader} from './jpeg-header.js';

/** What the header of an image file says. */
export interface ImageFacts {
  /** As sharp calls it: jpeg, png, webp, gif, tiff, heif, svg. */
  readonly format: string;
  /** As stored, before EXIF turns the image. */
  readonly height: number;
  readonly width: number;
  readonly bytes: number;
}

const HEAD = 2 ** 15;
const TAIL = 2 ** 10;

/** Where the end of a whole file is known: what its last kilobyte has to hold. */
const ENDS: {readonly [format: string]: Buffer} = {
  jpeg: Buffer.of(0xff, 0xd9),
  png: Buffer.from('IEND'),
  gif: Buffer.of(0x3b),
};

/**
 * Looks at the beginning and the end of an image file, without decoding it: cheap enough for every photo before training.
 *
 * @throws DataError `FILE_MISSING`, `FILE_UNREADABLE`, `FILE_EMPTY`; `FILE_BROKEN` for other formats, truncated files and
 * more than `maxPixels`.
 */
export async function probeImage(
  path: string,
  {maxPixels = MAX_PIXELS}: {maxPixels?: number} = {},
): Promise<ImageFacts> {
  const file = await open(path).catch(error => {
    throw readError(path, error);
  });
  try {
    const {size: bytes} = await file.stat();
    if (bytes === 0) throw new DataError('FILE_EMPTY', `${path}: expected an image, got an empty file`);
    const head = await read(file, 0, HEAD);
    const tail = bytes <= HEAD ? head.subarray(-TAIL) : await read(file, bytes - TAIL, TAIL);
    const facts = {...(await describe(path, head)), bytes};
    const pixels = facts.height * facts.width;
    if (pixels > maxPixels) {
      const size = `${facts.width} x ${facts.height} pixels`;
      throw new DataError('FILE_BROKEN', `${path}: expected an image of at most ${maxPixels} pixels, got ${size}`);
    }
    const end = ENDS[facts.format];
    const declared = facts.format === 'webp' ? head.readUInt32LE(4) + 8 : 0;
    if ((end && !tail.includes(end)) || bytes < declared) {
      throw new DataError('FILE_BROKEN', `${path}: truncated: the end of the ${facts.format} is missing`);
    }
    return facts;
  } catch (error) {
    throw readError(path, error);
  } finally {
    await file.close();
  }
}

async function describe(path: string, head: Buffer): Promise<Omit<ImageFacts, 'bytes'>> {
  const jpeg = readJpegHeader(head);
  if (jpeg) return {format: 'jpeg', height: jpeg.height, width: jpeg.width};
  const image = await openWithSharp(path, Number.MAX_SAFE_INTEGER);
  const {format, height, width} = await image.metadata().catch(error => {
    throw broken(path, error);
  });
  return {format, height, width};
}

async function read(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const {buffer, bytesRead} = await file.read({buffer: Buffer.alloc(length), position});
  return buffer.subarray(0, bytesRead);
}
