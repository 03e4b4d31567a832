import {DataError} from '../../error.js';
import {type Fit, fitImage} from '../../transforms/fit-image.js';
import type {ByteImage} from '../../transforms/image-transform.js';
import {decodeSmallJpeg} from './small-jpeg.js';

/** How an image is decoded. Plain data, for it is sent to workers. */
export interface DecodeOptions {
  /** 3 for RGB, 1 for grey. */
  readonly channels: 1 | 3;
  /** Default: the image's own size. */
  readonly fit?: Fit | undefined;
  /** Images of more pixels are refused, before memory is asked for. Default {@link MAX_PIXELS}. */
  readonly maxPixels?: number | undefined;
}

/** More pixels than cameras take; a file that says so may be small and still fill the memory. */
export const MAX_PIXELS = 100_000_000;

/** Up to so many pixels an image is decoded whole. */
const WHOLE_PIXELS = 2_000_000;
/** So many times the size that is wanted are left of a larger one. */
const MARGIN = 4;

/**
 * Decodes an image (JPEG, PNG, WebP, GIF, TIFF, AVIF, SVG) as people see it: turned as its EXIF orientation says,
 * transparent parts on white, CMYK, profiles and 16-bit colours brought to 8-bit sRGB; of an animation, the first frame.
 * Resizing is bilinear, antialiased where it shrinks, as {@link fitImage} does, to the same pixels as a browser that decodes
 * the whole image. One of more than {@link WHOLE_PIXELS} is brought near its size by the decoder first.
 *
 * @throws DataError `FILE_EMPTY`; `FILE_BROKEN` for truncated files, unknown formats and too many pixels. `path` stands
 * for the file in messages.
 */
export async function decodeImage(
  bytes: Uint8Array,
  path: string,
  {channels, fit, maxPixels = MAX_PIXELS}: DecodeOptions,
): Promise<ByteImage> {
  if (bytes.length === 0) throw new DataError('FILE_EMPTY', `${path}: expected an image, got an empty file`);
  const small = decodeSmallJpeg(bytes, channels);
  if (small) return fit ? fitImage(small, fit) : small;

  const image = (await openWithSharp(bytes, maxPixels)).autoOrient().flatten({background: 'white'});
  if (fit && (await isLarge(image, path))) {
    const {height, width} = fit;
    image.resize({height: MARGIN * height, width: MARGIN * width, fit: 'outside', withoutEnlargement: true});
  }
  image.toColourspace(channels === 1 ? 'b-w' : 'srgb').raw({depth: 'uchar'});
  const {data, info} = await image.toBuffer({resolveWithObject: true}).catch(error => {
    throw broken(path, error);
  });
  const decoded = {data: new Uint8Array(data), height: info.height, width: info.width, channels};
  return fit ? fitImage(decoded, fit) : decoded;
}

async function isLarge(image: import('sharp').Sharp, path: string): Promise<boolean> {
  const {width, height} = await image.metadata().catch(error => {
    throw broken(path, error);
  });
  return width * height > WHOLE_PIXELS;
}

/** A pipeline of sharp that refuses what is broken but lets pass the oddities of cameras, as every viewer does. */
export async function openWithSharp(
  input: Uint8Array | string,
  maxPixels: number = MAX_PIXELS,
): Promise<import('sharp').Sharp> {
  // Loaded on first use: its native library is not needed, and may be missing, where no image is read.
  const {default: sharp} = await import('sharp');
  return sharp(input, {failOn: 'error', limitInputPixels: maxPixels});
}

/** What a decoder could not make of the file at `path`. It writes one line for each thing that went wrong. */
export function broken(path: string, error: Error): DataError {
  const [reason] = error.message.split('\n');
  const expected = 'expected a whole image in a known format (JPEG, PNG, WebP, GIF, TIFF, AVIF, SVG)';
  return new DataError('FILE_BROKEN', `${path}: ${expected}; the decoder says: ${reason}`, {cause: error});
}
