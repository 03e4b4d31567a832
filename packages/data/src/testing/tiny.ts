import {createHash} from 'node:crypto';
import {mkdirSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {gzipSync} from 'node:zlib';
import type {DataFile, DatasetDescription} from '../datasets/description.js';
import {encodeIdx} from './idx.js';

const contents = {
  'train-images-idx3-ubyte': encodeIdx(
    [6, 2, 2],
    Array.from({length: 24}, (_, i) => i),
  ),
  'train-labels-idx1-ubyte': encodeIdx([6], [0, 1, 2, 0, 1, 2]),
  't10k-images-idx3-ubyte': encodeIdx(
    [4, 2, 2],
    Array.from({length: 16}, (_, i) => 100 + i),
  ),
  't10k-labels-idx1-ubyte': encodeIdx([4], [2, 1, 0, 2]),
};

/** Name of a file of {@link tiny}. */
export type TinyFile = keyof typeof contents;

/** The uncompressed bytes of a file of {@link tiny}. */
export function tinyBytes(name: TinyFile): Uint8Array {
  return contents[name];
}

function file(name: TinyFile): DataFile {
  const sha256 = createHash('sha256').update(contents[name]).digest('hex');
  return {name, downloadBytes: gzipSync(contents[name]).length, sha256};
}

/** A data set like MNIST with 6 + 4 images of 2 x 2 pixels. */
export const tiny: DatasetDescription = {
  name: 'tiny',
  title: 'Tiny',
  description: 'numbers',
  licence: 'none',
  homepage: 'http://127.0.0.1/',
  classes: ['zero', 'one', 'two'],
  shape: [2, 2, 1],
  folders: ['tiny', 'TINY/raw'],
  mirrors: [],
  train: {samples: 6, images: file('train-images-idx3-ubyte'), labels: file('train-labels-idx1-ubyte')},
  test: {samples: 4, images: file('t10k-images-idx3-ubyte'), labels: file('t10k-labels-idx1-ubyte')},
};

/** Writes the files of {@link tiny} into `folder`, gzipped; `changed` replaces the bytes of some, `null` leaves out. */
export function writeTiny(folder: string, changed: {readonly [name: string]: Uint8Array | null} = {}): void {
  const files = Object.fromEntries(Object.entries(contents).map(([name, bytes]) => [`${name}.gz`, gzipSync(bytes)]));
  for (const [name, bytes] of Object.entries({...files, ...changed})) {
    if (bytes === null) continue;
    mkdirSync(dirname(join(folder, name)), {recursive: true});
    writeFileSync(join(folder, name), bytes);
  }
}
