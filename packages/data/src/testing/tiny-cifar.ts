import {createHash} from 'node:crypto';
import {mkdirSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {gzipSync} from 'node:zlib';
import type {CifarDescription} from '../datasets/cifar-description.js';
import {encodeCifar} from './cifar.js';
import {encodeTar} from './tar.js';

/** Labels of the records of a data set like CIFAR-100, whose last file has two: superclass and class. */
const contents = {
  'data_1.bin': encodeCifar([
    [0, 1],
    [1, 2],
  ]),
  'data_2.bin': encodeCifar([
    [1, 2],
    [0, 0],
    [0, 1],
  ]),
  'test.bin': encodeCifar([
    [1, 2],
    [0, 0],
    [0, 1],
    [1, 2],
  ]),
};

/** Name of a file of {@link tinyCifar}. */
export type TinyCifarFile = keyof typeof contents;

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const file = (name: TinyCifarFile, samples: number) => ({name, samples, sha256: sha256(contents[name])});

/** The archive of {@link tinyCifar}, with what one from the web may hold besides. */
export const tinyArchive: Uint8Array = gzipSync(
  encodeTar([
    {path: 'tiny-bin/', type: 'Directory'},
    {path: '../outside', body: Uint8Array.of(0)},
    ...Object.entries(contents).map(([name, body]) => ({path: `tiny-bin/${name}`, body})),
  ]),
);

/** A data set like CIFAR-100 with 5 + 4 images, 3 classes and 2 superclasses. */
export const tinyCifar: CifarDescription = {
  name: 'tiny-cifar',
  title: 'Tiny CIFAR',
  description: 'ramps of colour',
  licence: 'none',
  homepage: 'http://127.0.0.1/',
  classes: ['zero', 'one', 'two'],
  superclasses: ['small', 'large'],
  shape: [32, 32, 3],
  folders: ['tiny-bin'],
  mirrors: [],
  archive: {
    name: 'tiny.tar.gz',
    downloadBytes: tinyArchive.length,
    sha256: sha256(tinyArchive),
    folder: 'tiny-bin',
  },
  train: [file('data_1.bin', 2), file('data_2.bin', 3)],
  test: [file('test.bin', 4)],
};

/** The bytes of a file of {@link tinyCifar}. */
export function tinyCifarBytes(name: TinyCifarFile): Uint8Array {
  return contents[name];
}

/** Writes the files of {@link tinyCifar} into `folder`; `changed` replaces the bytes of some, `null` leaves out. */
export function writeTinyCifar(folder: string, changed: Partial<Record<TinyCifarFile, Uint8Array | null>> = {}): void {
  for (const [name, bytes] of Object.entries({...contents, ...changed})) {
    if (bytes === null) continue;
    mkdirSync(dirname(join(folder, name)), {recursive: true});
    writeFileSync(join(folder, name), bytes);
  }
}
