import {cifarRecordBytes} from '../cifar.js';
import type {Dataset} from '../dataset.js';
import {type CifarDescription, type CifarFile, classCountsOf, countSamples} from '../datasets/cifar-description.js';
import {DataError} from '../error.js';
import {checkArchive, checkBytes, checkFile} from './check-file.js';
import {dataFolder} from './data-folder.js';
import {type DatasetEntry, infoOf, type LoadOptions} from './entry.js';
import {extractMembers} from './extract-members.js';
import {fetchArchive} from './fetch-archive.js';
import type {DownloadSettings, FetchResult} from './fetch-files.js';
import {findFile} from './find-file.js';
import {missing} from './missing.js';
import {readCifar, readRecords} from './read-cifar.js';
import {verifyFiles} from './verify-files.js';

/** Loading, fetching and verifying for a data set in CIFAR's binary format. */
export function cifarEntry(description: CifarDescription): DatasetEntry {
  const {name, folders, archive, train, test} = description;
  const files = [...train, ...test];
  const samples = {train: countSamples(train), test: countSamples(test)};
  return {
    info: infoOf(description, {samples, downloadBytes: archive.downloadBytes}),
    load: options => loadCifar(description, options),
    fetch: ({dir = dataFolder(), ...settings} = {}) => fetchCifar(description, {files, dir, settings}),
    verify: ({dir = dataFolder()} = {}) =>
      verifyFiles(name, {
        files,
        find: file => findFile(namesOf(file), {dir, folders}),
        check: (path, file) => checkWhole(path, {file, classCounts: classCountsOf(description)}),
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
  const find = () => Promise.all(files.map(file => findFile(namesOf(file), {dir, folders})));
  let paths = await find();
  if (paths.includes(undefined) && download) {
    const absent = files.filter((_, i) => paths[i] === undefined);
    await fetchCifar(description, {files: absent, dir, settings: download === true ? {} : download});
    paths = await find();
  }
  const found = files.flatMap((file, i) => (paths[i] === undefined ? [] : [{file, path: paths[i]}]));
  if (found.length < files.length) {
    const absent = files.filter((_, i) => paths[i] === undefined).map(({name}) => name);
    throw missing(description, {dir, files: absent.join(' and ')});
  }
  return readCifar(description, {files: found, superclasses});
}

function fetchCifar(
  description: CifarDescription,
  {files, dir, settings}: {files: readonly CifarFile[]; dir: string; settings: DownloadSettings},
): Promise<FetchResult> {
  const {archive} = description;
  const labels = classCountsOf(description);
  return fetchArchive(description, {
    ...settings,
    files,
    dir,
    namesOf: ({name}) => [name],
    check: checkFile,
    checkArchive: path => checkArchive(path, archive),
    extract: (path, wanted) => {
      const members = wanted.map(({file: {name, samples, sha256}, path}) => {
        return {name: `${archive.folder}/${name}`, path, size: samples * cifarRecordBytes(labels), sha256};
      });
      return extractMembers(path, {members, signal: settings.signal});
    },
  });
}

/** What a file may be called: the version for Python has the same names without `.bin`. */
function namesOf({name}: CifarFile): string[] {
  return [name, name.replace(/\.bin$/, '')];
}

/** Reads a file and compares its checksum; says of one that ends between two records how much of it is there. */
async function checkWhole(
  path: string,
  {file, classCounts}: {file: CifarFile; classCounts: readonly number[]},
): Promise<void> {
  const bytes = await readRecords(path, classCounts);
  const records = bytes.length / cifarRecordBytes(classCounts);
  if (records > 0 && records < file.samples && Number.isInteger(records)) {
    throw new DataError('FILE_BROKEN', `${path}: incomplete: ${records} of ${file.samples} images`);
  }
  checkBytes(path, {file, bytes});
}
