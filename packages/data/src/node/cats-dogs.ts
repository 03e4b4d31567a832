import {stat} from 'node:fs/promises';
import {join} from 'node:path';
import type {Dataset} from '../dataset.js';
import {DataError} from '../error.js';
import {dataFolder} from './data-folder.js';
import type {DatasetEntry, DatasetInfo, DatasetParts, LoadOptions, PartsOptions, Verification} from './entry.js';
import {inPart, openImages} from './images/image-folder.js';
import {scanImages} from './images/scan-images.js';

const SIDE = 112;
/** The classes, as the files are called, by the folders that the photos are in. */
const CLASSES: Readonly<Record<string, string>> = {cats: 'cat', dogs: 'dog'};
const FOLDERS = [
  {folder: 'training_set', each: 4_000},
  {folder: 'test_set', each: 1_000},
] as const;

const info: DatasetInfo = {
  name: 'cats-dogs',
  title: 'Cats and dogs',
  description: 'photos of cats and dogs, cut to squares',
  licence: 'none stated',
  homepage: 'https://www.kaggle.com/datasets/tongpython/cat-and-dog',
  classes: Object.values(CLASSES),
  shape: [SIDE, SIDE, 3],
  samples: {train: 8_000, test: 2_000},
  downloadBytes: 0,
  byHand:
    'Kaggle asks for an account: download https://www.kaggle.com/datasets/tongpython/cat-and-dog there and unzip it ' +
    'into the folder cats-dogs of the data folder, so that cats-dogs/training_set/cats is there',
};

/**
 * Photos of cats and dogs, 8,000 to train, 2,000 to test, uint8, of any size: brought to `[112, 112, 3]` unless `images`
 * says otherwise. From `cats-dogs/{training_set,test_set}/{cats,dogs}` or the like: see `imageFolder`.
 *
 * @throws DataError as `imageFolder`; `FILE_MISSING` says how to get it.
 */
export async function catsDogs({train = true, ...options}: LoadOptions = {}): Promise<Dataset> {
  const parts = await loadBoth(options);
  return train ? parts.train : parts.test;
}

async function loadBoth({dir = dataFolder(), images = {}}: PartsOptions = {}): Promise<DatasetParts> {
  const scan = await scanImages(await findFolder(dir));
  const classes = scan.classes.map(name => CLASSES[name] ?? name);
  return openImages({...scan, classes}, {size: SIDE, split: {valid: 0, test: 0}, ...images});
}

export const catsDogsEntry: DatasetEntry = {
  info,
  load: catsDogs,
  loadParts: loadBoth,
  async fetch({dir = dataFolder()} = {}) {
    const {ok, files} = await verify(dir);
    const absent = files.find(file => !file.ok);
    if (ok || !absent) return {present: files.map(({file}) => file), downloaded: []};
    throw new DataError('DOWNLOAD_FAILED', `${info.title}: ${absent.file}: ${absent.problem}. ${info.byHand}`);
  },
  verify: ({dir = dataFolder()} = {}) => verify(dir),
};

/** Counts whole photos: at which size and quality they were stored is not known, so there are no checksums. */
async function verify(dir: string): Promise<Verification> {
  const parts = FOLDERS.flatMap(({folder, each}) =>
    Object.keys(CLASSES).map(name => ({file: `${folder}/${name}`, folder, name, each})),
  );
  const scan = await findFolder(dir)
    .then(found => scanImages(found))
    .catch(() => undefined);
  const files = parts.map(({file, folder, name, each}) => {
    if (!scan) return {file, ok: false, problem: 'missing'};
    const part = folder === 'test_set' ? 'test' : 'train';
    const count = inPart(scan, part).filter(({label}) => scan.classes[label] === name).length;
    const path = join(scan.dir, file);
    return count === each
      ? {file, path, ok: true}
      : {file, path, ok: false, problem: `${path}: expected ${each} whole photos, got ${count}`};
  });
  const broken = scan?.problems.map(({file, problem}) => ({file, ok: false, problem})) ?? [];
  return {name: info.name, ok: files.every(({ok}) => ok) && broken.length === 0, files: [...files, ...broken]};
}

async function findFolder(dir: string): Promise<string> {
  for (const folder of [join(dir, 'cats-dogs'), dir]) {
    const found = await stat(join(folder, 'training_set')).catch(() => undefined);
    if (found?.isDirectory()) return folder;
  }
  throw new DataError(
    'FILE_MISSING',
    `${info.title}: no training_set in ${dir} or its folder cats-dogs. ${info.byHand}`,
  );
}
