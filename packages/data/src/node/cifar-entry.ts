import {stat} from 'node:fs/promises';
import {cifarRecordBytes} from '../cifar.js';
import type {Dataset} from '../dataset.js';
import {type CifarDescription, type CifarFile, classCountsOf, countSamples} from '../datasets/cifar-description.js';
import {DataError} from '../error.js';
import {checkFile} from './check-file.js';
import {dataFolder} from './data-folder.js';
import {type DatasetEntry, infoOf, type LoadOptions} from './entry.js';
import {fetchArchive} from './fetch-archive.js';
import {findFile} from './find-file.js';
import {missing} from './missing.js';
import {readCifar} from './read-cifar.js';
import {verifyFiles} from './verify-files.js';

/** Loading, fetching and verifying for a data set in CIFAR's binary format. */
export function cifarEntry(description: CifarDescription): DatasetEntry {
  const {name, folders, archive, train, test} = description;
  const files = [...train, ...test];
  const samples = {train: countSamples(train), test: countSamples(test)};
  return {
    info: infoOf(description, {samples, downloadBytes: archive.downloadBytes}),
    load: options => loadCifar(description, options),
    fetch: ({dir = dataFolder(), ...settings} = {}) => fetchArchive(description, {files, dir, ...settings}),
    verify: ({dir = dataFolder()} = {}) =>
      verifyFiles(name, {
        files,
        find: file => findFile([file.name], {dir, folders}),
        check: (path, file) => checkWhole(path, {file, recordBytes: cifarRecordBytes(classCountsOf(description))}),
      }),
  };
}

/** Loads one part of a data set in CIFAR's binary format. See {@link readCifar} for what is checked. */
export async function loadCifar(
  description: CifarDescription,
  {
    dir = dataFolder(),
    train = true,
    download = false,
    superclasses = false,
  }: LoadOptions & {superclasses?: boolean} = {},
): Promise<Dataset> {
  const {folders} = description;
  const files = train ? description.train : description.test;
  const find = () => Promise.all(files.map(file => findFile([file.name], {dir, folders})));
  let paths = await find();
  if (paths.includes(undefined) && download) {
    const absent = files.filter((_, i) => paths[i] === undefined);
    await fetchArchive(description, {files: absent, dir, ...(download === true ? {} : download)});
    paths = await find();
  }
  const found = files.flatMap((file, i) => (paths[i] === undefined ? [] : [{file, path: paths[i]}]));
  if (found.length < files.length) {
    const absent = files.filter((_, i) => paths[i] === undefined).map(({name}) => name);
    throw missing(description, {dir, files: absent.join(' and ')});
  }
  return readCifar(description, {files: found, superclasses});
}

/** As {@link checkFile}; says of a file that ends between two records how much of it is there. */
async function checkWhole(path: string, {file, recordBytes}: {file: CifarFile; recordBytes: number}): Promise<void> {
  const records = (await stat(path)).size / recordBytes;
  if (records > 0 && records < file.samples && Number.isInteger(records)) {
    throw new DataError('FILE_BROKEN', `${path}: incomplete: ${records} of ${file.samples} images`);
  }
  await checkFile(path, file);
}
