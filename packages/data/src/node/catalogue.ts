import type {Dataset} from '../dataset.js';
import {DataError} from '../error.js';
import {catsDogsEntry} from './cats-dogs.js';
import {cifar10Entry} from './cifar-10.js';
import {cifar100Entry} from './cifar-100.js';
import {digitsEntry} from './digits.js';
import {emnistEntries} from './emnist.js';
import type {
  DatasetEntry,
  DatasetInfo,
  DatasetParts,
  FetchOptions,
  LoadOptions,
  PartsOptions,
  Verification,
} from './entry.js';
import {fashionMnistEntry} from './fashion-mnist.js';
import type {FetchResult} from './fetch-files.js';
import {mnistEntry} from './mnist.js';
import {PHOTOS, photoParts, photos} from './photos.js';

const entries: readonly DatasetEntry[] = [
  digitsEntry,
  mnistEntry,
  fashionMnistEntry,
  ...emnistEntries,
  cifar10Entry,
  cifar100Entry,
  catsDogsEntry,
];

/** The data sets that are known by name. */
export function listDatasets(): DatasetInfo[] {
  return entries.map(({info}) => info);
}

/**
 * Loads a data set by its name, as `mnist` and the others do; `photos` is the folder `dir` of one's own photos.
 *
 * @throws DataError `UNKNOWN_DATASET`, and as the data set's own function.
 */
export async function loadDataset(name: string, options?: LoadOptions): Promise<Dataset> {
  return name === PHOTOS ? photos(options) : entry(name).load(options);
}

/**
 * Loads both parts of a data set by its name: as {@link loadDataset} twice, but folders of photos are looked through once.
 *
 * @throws DataError as {@link loadDataset}.
 */
export async function loadParts(name: string, options: PartsOptions = {}): Promise<DatasetParts> {
  if (name === PHOTOS) return photoParts(options);
  const {load, loadParts} = entry(name);
  if (loadParts) return loadParts(options);
  return {train: await load({...options, train: true}), test: await load({...options, train: false})};
}

/**
 * Sees to it that all files of a data set are in the data folder and right: keeps those that are (after reading them
 * whole), downloads those that are missing, replaces those that are broken.
 *
 * @throws DataError `UNKNOWN_DATASET`, `DOWNLOAD_FAILED`, `DISK_FULL` or `NOT_WRITABLE`.
 */
export async function fetchDataset(name: string, options?: FetchOptions): Promise<FetchResult> {
  return entry(name).fetch(options);
}

/**
 * Reads all files of a data set and compares their checksums. A bad file is a result, not an error.
 *
 * @throws DataError `UNKNOWN_DATASET`.
 */
export async function verifyDataset(name: string, options?: {dir?: string}): Promise<Verification> {
  return entry(name).verify(options);
}

function entry(name: string): DatasetEntry {
  const found = entries.find(({info}) => info.name === name);
  if (found) return found;
  const names = entries.map(({info}) => info.name).join(', ');
  throw new DataError('UNKNOWN_DATASET', `data set: expected one of ${names}, got ${name}`);
}
