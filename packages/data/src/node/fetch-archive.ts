import {rm, stat} from 'node:fs/promises';
import {join} from 'node:path';
import type {DatasetFacts} from '../datasets/description.js';
import {download} from './download/download.js';
import type {DownloadSettings, FetchResult} from './fetch-files.js';
import {findFile} from './find-file.js';

/** A data set whose files come in one archive. */
interface Archived extends Pick<DatasetFacts, 'name' | 'folders' | 'mirrors'> {
  readonly archive: {
    /** Name on the web. */
    readonly name: string;
    /** Size in bytes. */
    readonly downloadBytes: number;
  };
}

/** A file that is wanted out of an archive, and where it is to go. */
interface Wanted<File> {
  readonly file: File;
  readonly path: string;
}

/** What is wanted out of an archive, and how it is got and checked. */
export interface FetchArchiveOptions<File> extends DownloadSettings {
  readonly files: readonly File[];
  readonly dir: string;
  /** What a file may be called on the disk, the preferred first. */
  readonly namesOf: (file: File) => readonly [string, ...string[]];
  /** Throws if the file at `path` is not the right one. */
  readonly check: (path: string, file: File) => Promise<void>;
  /** Throws if the archive at `path` is not the right one. */
  readonly checkArchive: (path: string) => Promise<void>;
  /** Takes files out of the archive at `path`. */
  readonly extract: (path: string, wanted: readonly Wanted<File>[]) => Promise<void>;
}

/**
 * Sees to it that `files` of a data set that comes in one archive are in `dir` and right. Where one is missing or wrong,
 * the archive is downloaded, what is needed is taken out, and the archive is removed; one that somebody has put into
 * the data set's folder serves in the place of a download, and stays.
 *
 * @throws DataError as `download`, and what `extract` throws.
 */
export async function fetchArchive<File extends {readonly name: string}>(
  {name, folders, archive, mirrors: known}: Archived,
  {files, dir, namesOf, check, checkArchive, extract, mirrors = known, onProgress, signal}: FetchArchiveOptions<File>,
): Promise<FetchResult> {
  const folder = join(dir, folders[0]);
  const result: FetchResult = {present: [], downloaded: []};
  const wanted: Wanted<File>[] = [];
  for (const file of files) {
    const names = namesOf(file);
    const found = await findFile(names, {dir, folders});
    if (found !== undefined && (await passes(check(found, file)))) {
      result.present.push(file.name);
    } else {
      wanted.push({file, path: found ?? join(folder, names[0])});
      result.downloaded.push(file.name);
    }
  }
  if (wanted.length === 0) return result;

  const path = join(folder, archive.name);
  const isOurs = !(await stat(path).catch(() => undefined));
  await download(path, {
    urls: mirrors.map(mirror => `${mirror}${mirror.endsWith('/') ? '' : '/'}${archive.name}`),
    check: checkArchive,
    onProgress: received => onProgress?.({dataset: name, file: archive.name, received, total: archive.downloadBytes}),
    signal,
  });
  await extract(path, wanted);
  if (isOurs) await rm(path, {force: true});
  return result;
}

function passes(check: Promise<void>): Promise<boolean> {
  return check.then(
    () => true,
    () => false,
  );
}
