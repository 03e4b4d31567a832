import type {Dataset} from '../dataset.js';
import {type DataFile, type DatasetDescription, filesOf} from '../datasets/description.js';
import {DataError} from '../error.js';
import {decodeIdx} from '../idx.js';
import {checkFile, checkZip} from './check-file.js';
import {readContents} from './contents.js';
import {dataFolder} from './data-folder.js';
import {type DatasetEntry, infoOf, type LoadOptions} from './entry.js';
import {extractZip} from './extract-zip.js';
import {fetchArchive} from './fetch-archive.js';
import {type DownloadSettings, type FetchResult, fetchFiles} from './fetch-files.js';
import {findFile, idxFileNames} from './find-file.js';
import {missing} from './missing.js';
import {readPart} from './read-part.js';
import {verifyFiles} from './verify-files.js';

/** Loading, fetching and verifying for a data set of four IDX files, as MNIST is. */
export function idxEntry(description: DatasetDescription): DatasetEntry {
  const {name, folders, archive, train, test} = description;
  const files = filesOf(description);
  const downloadBytes = archive?.downloadBytes ?? files.reduce((sum, {downloadBytes = 0}) => sum + downloadBytes, 0);
  const samples = {train: train.samples, test: test.samples};
  return {
    info: infoOf(description, {samples, downloadBytes}),
    load: options => load(description, options),
    fetch: ({dir = dataFolder(), ...settings} = {}) => fetchInto(dir, {description, files, settings}),
    verify: ({dir = dataFolder()} = {}) =>
      verifyFiles(name, {
        files,
        find: file => findFile(idxFileNames(file), {dir, folders}),
        check: (path, file) => checkWhole(path, {file, description}),
      }),
  };
}

function fetchInto(
  dir: string,
  {description, files, settings}: {description: DatasetDescription; files: DataFile[]; settings: DownloadSettings},
): Promise<FetchResult> {
  const {archive} = description;
  if (!archive) return fetchFiles(description, {files, dir, ...settings});
  return fetchArchive(
    {...description, archive},
    {
      ...settings,
      files,
      dir,
      namesOf: idxFileNames,
      check: (path, file) => checkWhole(path, {file, description}),
      checkArchive: path => checkZip(path, archive),
      extract: (path, wanted) => {
        const members = wanted.map(({file, path}) => ({name: `${archive.folder}/${file.name}.gz`, path}));
        return extractZip(path, {members, signal: settings.signal});
      },
    },
  );
}

/** Reads a file and compares its checksum. One without has to be what it says: a whole IDX file of so many samples. */
async function checkWhole(
  path: string,
  {file, description: {train, test}}: {file: DataFile; description: DatasetDescription},
): Promise<void> {
  if (file.sha256 !== undefined) return checkFile(path, file);
  const {samples} = [train.images, train.labels].includes(file) ? train : test;
  const got = decodeIdx(await readContents(path), path).shape[0];
  if (got === samples) return;
  throw new DataError('FILE_MISMATCH', `${path}: expected the ${samples} samples of ${file.name}, got ${got}`);
}

async function load(
  description: DatasetDescription,
  {dir = dataFolder(), train = true, download = false}: LoadOptions = {},
): Promise<Dataset> {
  const {folders} = description;
  const {images, labels} = train ? description.train : description.test;
  const find = async (): Promise<{paths: (string | undefined)[]; absent: DataFile[]}> => {
    const paths = await Promise.all([images, labels].map(file => findFile(idxFileNames(file), {dir, folders})));
    return {paths, absent: [images, labels].filter((_, i) => paths[i] === undefined)};
  };
  let {paths, absent} = await find();
  if (absent.length > 0 && download) {
    await fetchInto(dir, {description, files: absent, settings: download === true ? {} : download});
    ({paths, absent} = await find());
  }
  const [imagesPath, labelsPath] = paths;
  if (!imagesPath || !labelsPath) {
    const names = absent.map(({name}) => `${name}.gz`).join(' and ');
    throw missing(description, {dir, files: `${names} (or without .gz)`});
  }
  return readPart(description, {train, images: imagesPath, labels: labelsPath});
}
