import {readFile} from 'node:fs/promises';
import {checkInteger} from '../check.js';
import {readError} from './contents.js';
import {decodeImage} from './images/decode-image.js';

/** Options of {@link readImage}. */
export interface ReadImageOptions {
  /** Resize to `[height, width]`, without regard to the proportions. Default: the image's own size. */
  size?: readonly [number, number];
  /** 3 for RGB, 1 for grey. Default 3. */
  channels?: 1 | 3;
}

/** A decoded image. */
export interface Image {
  /** Pixels in row-major order, channels last. */
  data: Uint8Array;
  /** `[height, width, channels]` */
  shape: [number, number, number];
}

/**
 * Reads an image file (JPEG, PNG, WebP, GIF, TIFF, AVIF, SVG) as people see it and as data sets of photos do: turned as its
 * EXIF orientation says, transparent parts on white, CMYK and 16-bit colours brought to 8-bit sRGB. Of an animation, the
 * first frame. Resizing is bilinear; when it shrinks, an output pixel averages all pixels that it covers.
 *
 * @throws DataError `FILE_MISSING`, `FILE_UNREADABLE`, `FILE_EMPTY`, or `FILE_BROKEN` for truncated files, unknown
 * formats and more than 100 million pixels; `INVALID_ARGUMENT` for a size that is not two positive integers.
 */
export async function readImage(path: string, {size, channels = 3}: ReadImageOptions = {}): Promise<Image> {
  if (size) for (const extent of size) checkInteger('readImage: size', extent, {min: 1, max: 2 ** 16});
  const bytes = await readFile(path).catch(error => {
    throw readError(path, error);
  });
  const fit = size && {height: size[0], width: size[1], mode: 'fill' as const};
  const {data, height, width} = await decodeImage(bytes, path, {channels, fit});
  return {data, shape: [height, width, channels]};
}
