import {rm, stat} from 'node:fs/promises';
import {join} from 'node:path';
import {type Entry, openPromise, type ZipFile} from 'yauzl';
import type {DataFile, DatasetDescription, ZipArchive} from '../datasets/description.js';
import {DataError} from '../error.js';
import {digestFile} from './contents.js';
import {download} from './download/download.js';
import type {DownloadSettings, FetchResult} from './fetch-files.js';
import {findFile, idxFileNames} from './find-file.js';
import {storeFile} from './store-file.js';

/** A data set whose gzipped files come in a zip. */
export type ZippedDescription = DatasetDescription & {readonly archive: ZipArchive};

/** Which files, where they go, and what tells that one is right. */
interface FetchZipOptions extends DownloadSettings {
  readonly files: readonly DataFile[];
  readonly dir: string;
  readonly check: (path: string, file: DataFile) => Promise<void>;
}

/**
 * Sees to it that `files` are in `dir` and right. Where one is missing or wrong, the archive is downloaded, what is needed
 * is taken out, and the archive is removed; one that somebody has put into the data set's folder serves in the place of a
 * download, and stays.
 *
 * @throws DataError `FILE_BROKEN` where the archive lacks a file, and as {@link download} and {@link storeFile}.
 */
export async function fetchZip(
  {name, folders, archive, mirrors: known}: ZippedDescription,
  {files, dir, check, mirrors = known, onProgress, signal}: FetchZipOptions,
): Promise<FetchResult> {
  const result: FetchResult = {present: [], downloaded: []};
  const folder = join(dir, folders[0]);
  const members: Member[] = [];
  for (const file of files) {
    const found = await findFile(idxFileNames(file), {dir, folders});
    if (found !== undefined && (await passes(check(found, file)))) {
      result.present.push(file.name);
    } else {
      const gzipped = `${file.name}.gz`;
      members.push({name: `${archive.folder}/${gzipped}`, path: found ?? join(folder, gzipped)});
      result.downloaded.push(file.name);
    }
  }
  if (members.length === 0) return result;

  const path = join(folder, archive.name);
  const isOurs = !(await stat(path).catch(() => undefined));
  await download(path, {
    urls: mirrors.map(mirror => `${mirror}${mirror.endsWith('/') ? '' : '/'}${archive.name}`),
    check: one => checkArchive(one, archive),
    onProgress: received => onProgress?.({dataset: name, file: archive.name, received, total: archive.downloadBytes}),
    signal,
  });
  await extract(path, {members, signal});
  if (isOurs) await rm(path, {force: true});
  return result;
}

async function checkArchive(path: string, {name, md5}: ZipArchive): Promise<void> {
  const got = await digestFile(path, 'md5');
  if (got !== md5) throw new DataError('FILE_MISMATCH', `${path}: expected ${name} with MD5 ${md5}, got ${got}`);
}

function passes(check: Promise<void>): Promise<boolean> {
  return check.then(
    () => true,
    () => false,
  );
}

/** A file in a zip, and where it is to go. */
interface Member {
  readonly name: string;
  readonly path: string;
}

/** Takes files out of a zip, piece by piece. The archive decides nothing but their bytes. */
async function extract(
  archive: string,
  {members, signal}: {members: readonly Member[]; signal: AbortSignal | undefined},
): Promise<void> {
  const zip = await openPromise(archive, {autoClose: false, lazyEntries: true});
  try {
    const entries = await entriesOf(zip);
    for (const {name, path} of members) {
      signal?.throwIfAborted();
      const entry = entries.get(name);
      if (!entry) throw new DataError('FILE_BROKEN', `${archive}: expected ${name} in it, got none`);
      await storeFile(path, await zip.openReadStreamPromise(entry));
    }
  } finally {
    zip.close();
  }
}

async function entriesOf(zip: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
  return entries;
}
