import type {Dataset} from '../dataset.js';
import {DataError} from '../error.js';
import {decodeIdxSequence} from '../idx.js';
import {inMemory} from '../in-memory.js';

/** The sample that ships with this package, `assets/digits.bin`: of each digit of MNIST the first 500 + 100. */
export const digitsDescription = {
  name: 'digits',
  title: 'MNIST sample',
  description: 'the first 500 + 100 images of each digit of MNIST',
  licence: 'CC BY-SA 3.0',
  homepage: 'http://yann.lecun.com/exdb/mnist/',
  classes: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
  shape: [28, 28, 1],
  train: {samples: 5_000},
  test: {samples: 1_000},
  /** SHA-256 of the uncompressed bytes. */
  sha256: '7b68ae0e3cabcf013cfe886fd60fc003325eb871cf52e286c3b16ec180cf9ff9',
} as const;

/**
 * Decodes the bytes of `@residual/data/assets/digits.bin`: 5,000 digits to train, or 1,000 to test, uint8 `[28, 28, 1]`.
 * The file is gzip around four IDX files: training images, their labels, test images, their labels.
 *
 * @throws DataError `FILE_BROKEN` if these are other bytes, for instance the error page of a web server.
 */
export async function decodeDigits(bytes: Uint8Array, {train = true}: {train?: boolean} = {}): Promise<Dataset> {
  const arrays = decodeIdxSequence(await gunzip(bytes), 'digits.bin');
  const {samples} = train ? digitsDescription.train : digitsDescription.test;
  const [images, labels] = train ? arrays : arrays.slice(2);
  if (arrays.length !== 4 || images?.shape.join() !== `${samples},28,28` || labels?.shape.join() !== `${samples}`) {
    const got = arrays.map(({shape}) => `[${shape.join(', ')}]`).join(', ');
    throw new DataError(
      'FILE_BROKEN',
      `digits.bin: expected the images and labels of 5,000 + 1,000 digits, got ${got}`,
    );
  }
  const {shape, classes} = digitsDescription;
  return inMemory({data: images.data, labels: labels.data, shape, classes: [...classes]});
}

async function gunzip(bytes: Uint8Array): Promise<Uint8Array> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) {
    const page = bytes[0] === '<'.charCodeAt(0) ? ' that looks like a web page: is its address right?' : '';
    const got = `${bytes.length} bytes that are not gzip${page}`;
    throw new DataError('FILE_BROKEN', `digits.bin: expected the file from @residual/data/assets, got ${got}`);
  }
  try {
    const unzipped = new Blob([new Uint8Array(bytes)]).stream().pipeThrough(new DecompressionStream('gzip'));
    return new Uint8Array(await new Response(unzipped).arrayBuffer());
  } catch (error) {
    throw new DataError('FILE_BROKEN', 'digits.bin: truncated or corrupted: it does not unzip', {cause: error});
  }
}
