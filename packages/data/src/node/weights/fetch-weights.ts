import {join} from 'node:path';
import {DataError} from '../../error.js';
import {digestContents} from '../contents.js';
import {download} from '../download/download.js';
import type {DownloadSettings} from '../fetch-files.js';
import {type PublishedWeights, publishedWeights} from './published-weights.js';
import {weightsFolder} from './weights-folder.js';

/** How to fetch weights. */
export interface FetchWeightsOptions extends DownloadSettings {
  /** Default {@link weightsFolder}. */
  folder?: string;
}

/**
 * Sees to it that a file of published weights is in the folder and right, and tells its path: keeps it if it is, after
 * reading it whole, and downloads it if it is missing or broken. A download goes on where it was interrupted, and only
 * a whole file with the right checksum ever has the file's name.
 *
 * @param name One of {@link listWeights}.
 * @throws DataError `UNKNOWN_WEIGHTS`; `DOWNLOAD_FAILED` without network, or for a file with another checksum;
 * `DISK_FULL` or `NOT_WRITABLE`; the reason of `signal` if aborted.
 */
export async function fetchWeights(
  name: string,
  {folder = weightsFolder(), mirrors, onProgress, signal}: FetchWeightsOptions = {},
): Promise<string> {
  const weights = publishedWeights(name);
  const {file, bytes} = weights;
  const path = join(folder, file);
  const check = (path: string) => checkWeights(path, weights);
  const isRight = await check(path).then(
    () => true,
    () => false,
  );
  if (isRight) return path;
  const urls = (mirrors ?? [weights.folder]).map(mirror => `${mirror}${mirror.endsWith('/') ? '' : '/'}${file}`);
  const progress = (received: number) =>
    onProgress?.({dataset: name, file, received: Math.min(received, bytes), total: bytes});
  await download(path, {urls, check, onProgress: progress, signal});
  progress(bytes);
  return path;
}

async function checkWeights(path: string, {file, sha256}: PublishedWeights): Promise<void> {
  const got = await digestContents(path);
  if (got.startsWith(sha256)) return;
  const expected = `${file} with SHA-256 ${sha256}${sha256.length < got.length ? '…' : ''}`;
  throw new DataError('FILE_MISMATCH', `${path}: expected ${expected}; corrupted, or another file: it is ${got}`);
}
