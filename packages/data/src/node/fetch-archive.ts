import {rm, stat} from 'node:fs/promises';
import {join} from 'node:path';
import {cifarRecordBytes} from '../cifar.js';
import {type CifarDescription, type CifarFile, classCountsOf} from '../datasets/cifar-description.js';
import {checkArchive, isRight} from './check-file.js';
import {download} from './download/download.js';
import {extractMembers, type Member} from './extract-members.js';
import type {DownloadSettings, FetchResult} from './fetch-files.js';
import {findFile} from './find-file.js';

/**
 * Sees to it that `files` of a data set that comes in one archive are in `dir` and right. Where one is missing or wrong,
 * the archive is downloaded, what is needed is taken out, and the archive is removed; one that somebody has put into
 * the data set's folder serves in the place of a download, and stays.
 *
 * @throws DataError as `download` and {@link extractMembers}.
 */
export async function fetchArchive(
  description: CifarDescription,
  {
    files,
    dir,
    mirrors = description.mirrors,
    onProgress,
    signal,
  }: DownloadSettings & {files: readonly CifarFile[]; dir: string},
): Promise<FetchResult> {
  const {name, folders, archive} = description;
  const result: FetchResult = {present: [], downloaded: []};
  const members: Member[] = [];
  for (const file of files) {
    const found = await findFile([file.name], {dir, folders});
    if (found && (await isRight(found, file))) {
      result.present.push(file.name);
    } else {
      members.push(memberOf(file, {description, path: found ?? join(dir, folders[0], file.name)}));
      result.downloaded.push(file.name);
    }
  }
  if (members.length === 0) return result;

  const path = join(dir, folders[0], archive.name);
  const isOurs = !(await stat(path).catch(() => undefined));
  await download(path, {
    urls: mirrors.map(mirror => `${mirror}${mirror.endsWith('/') ? '' : '/'}${archive.name}`),
    check: one => checkArchive(one, archive),
    onProgress: received => onProgress?.({dataset: name, file: archive.name, received, total: archive.downloadBytes}),
    signal,
  });
  await extractMembers(path, {members, signal});
  if (isOurs) await rm(path, {force: true});
  return result;
}

function memberOf(file: CifarFile, {description, path}: {description: CifarDescription; path: string}): Member {
  const size = file.samples * cifarRecordBytes(classCountsOf(description));
  return {name: `${description.archive.folder}/${file.name}`, path, size, sha256: file.sha256};
}
