import {dirname, join} from 'node:path';
import type {DataFile, DatasetDescription} from '../datasets/description.js';
import {checkFile, isRight} from './check-file.js';
import {download} from './download/download.js';
import {findFile, idxFileNames} from './find-file.js';

/** How far a download is, all its files together. */
export interface FetchProgress {
  /** Name of the data set. */
  dataset: string;
  /** Name of the file that is arriving. */
  file: string;
  /** Bytes that have arrived or were there already. */
  received: number;
  /** Bytes of all files. */
  total: number;
}

/** How to download. */
export interface DownloadSettings {
  /** Folders on the web to take the files from, instead of the known ones; the preferred first. */
  mirrors?: readonly string[];
  onProgress?: (progress: FetchProgress) => void;
  /** Stops the download; what has arrived stays for the next time. */
  signal?: AbortSignal;
}

/** What a fetch did. */
export interface FetchResult {
  /** The file names that were there and right. */
  present: string[];
  /** The file names that were downloaded. */
  downloaded: string[];
}

/**
 * Sees to it that `files` of a data set are in `dir` and right: files with a wrong checksum are replaced.
 *
 * @throws DataError as `download`.
 */
export async function fetchFiles(
  {name, folders, mirrors: knownMirrors}: DatasetDescription,
  {files, dir, mirrors = knownMirrors, onProgress, signal}: DownloadSettings & {files: DataFile[]; dir: string},
): Promise<FetchResult> {
  const total = files.reduce((sum, file) => sum + bytesOf(file), 0);
  const result: FetchResult = {present: [], downloaded: []};
  let done = 0;
  for (const file of files) {
    const progress = (bytes: number) =>
      onProgress?.({dataset: name, file: file.name, received: done + Math.min(bytes, bytesOf(file)), total});
    const found = await findFile(idxFileNames(file), {dir, folders});
    if (found && (await isRight(found, file))) {
      result.present.push(file.name);
    } else {
      const folder = found ? dirname(found) : join(dir, folders[0]);
      const urls = mirrors.map(mirror => `${mirror}${mirror.endsWith('/') ? '' : '/'}${file.name}.gz`);
      const check = (path: string) => checkFile(path, file);
      await download(join(folder, `${file.name}.gz`), {urls, check, onProgress: progress, signal});
      result.downloaded.push(file.name);
    }
    progress(bytesOf(file));
    done += bytesOf(file);
  }
  return result;
}

function bytesOf({downloadBytes = 0}: DataFile): number {
  return downloadBytes;
}
