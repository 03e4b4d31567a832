import type {Dataset} from '../dataset.js';
import type {DatasetFacts} from '../datasets/description.js';
import type {DownloadSettings, FetchResult} from './fetch-files.js';
import type {ImageFolderOptions, PhotoOptions} from './images/image-folder.js';

/** What is known of a data set without reading it. */
export interface DatasetInfo {
  name: string;
  title: string;
  description: string;
  licence: string;
  /** Where it comes from, for people. */
  homepage: string;
  classes: string[];
  /** The shape of one image, `[height, width, channels]`. */
  shape: [number, number, number];
  /** The number of samples to train and to test. */
  samples: {train: number; test: number};
  /** Bytes to download for all of it; 0 if it ships with this package, or cannot be downloaded. */
  downloadBytes: number;
  /** How to get it where it cannot be downloaded, in words. */
  byHand?: string;
}

/** The part of a description that is for everybody, with what it does not say itself. */
export function infoOf(
  {name, title, description, licence, homepage, classes, shape}: DatasetFacts,
  sizes: Pick<DatasetInfo, 'samples' | 'downloadBytes'>,
): DatasetInfo {
  return {name, title, description, licence, homepage, classes: [...classes], shape: [...shape], ...sizes};
}

/** How to load a data set. */
export interface LoadOptions {
  /** The folder with its files, or with a folder of them. Default {@link dataFolder}. */
  dir?: string;
  /** The samples to train with, or those to test with. Default true. */
  train?: boolean;
  /** Download files that are not there; an object says how. Default false. */
  download?: boolean | DownloadSettings;
  /** How photos become samples, in data sets of photos of any size. */
  images?: PhotoOptions & Pick<ImageFolderOptions, 'seed' | 'labels' | 'check'>;
}

/** How to load both parts of a data set. */
export type PartsOptions = Omit<LoadOptions, 'train'>;

/** What to train with, and what to test with. */
export interface DatasetParts {
  readonly train: Dataset;
  readonly test: Dataset;
}

/** How to fetch a data set. */
export interface FetchOptions extends DownloadSettings {
  /** Default {@link dataFolder}. */
  dir?: string;
}

/** What {@link verifyDataset} found. */
export interface Verification {
  name: string;
  /** Whether every file is there and right. */
  ok: boolean;
  files: FileVerification[];
}

/** What {@link verifyDataset} found of one file. */
export interface FileVerification {
  file: string;
  /** Where it lies; absent if nowhere. */
  path?: string;
  ok: boolean;
  /** What is wrong, in words. */
  problem?: string;
}

/** All that can be done with one data set. */
export interface DatasetEntry {
  readonly info: DatasetInfo;
  load(options?: LoadOptions): Promise<Dataset>;
  /** Both parts, where one look at the files tells of both. */
  loadParts?(options?: PartsOptions): Promise<DatasetParts>;
  fetch(options?: FetchOptions): Promise<FetchResult>;
  verify(options?: {dir?: string}): Promise<Verification>;
}
