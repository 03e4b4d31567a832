import type {Dataset} from '../dataset.js';
import {type DataFile, type DatasetDescription, filesOf} from '../datasets/description.js';
import {dataFolder} from './data-folder.js';
import {type DatasetEntry, infoOf, type LoadOptions} from './entry.js';
import {fetchFiles} from './fetch-files.js';
import {findFile, idxFileNames} from './find-file.js';
import {missing} from './missing.js';
import {readPart} from './read-part.js';
import {verifyFiles} from './verify-files.js';

/** Loading, fetching and verifying for a data set of four IDX files, as MNIST is. */
export function idxEntry(description: DatasetDescription): DatasetEntry {
  const {name, folders, train, test} = description;
  const files = filesOf(description);
  const downloadBytes = files.reduce((sum, file) => sum + file.downloadBytes, 0);
  const samples = {train: train.samples, test: test.samples};
  return {
    info: infoOf(description, {samples, downloadBytes}),
    load: options => load(description, options),
    fetch: ({dir = dataFolder(), ...settings} = {}) => fetchFiles(description, {files, dir, ...settings}),
    verify: ({dir = dataFolder()} = {}) =>
      verifyFiles(name, {files, find: file => findFile(idxFileNames(file), {dir, folders})}),
  };
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
    await fetchFiles(description, {files: absent, dir, ...(download === true ? {} : download)});
    ({paths, absent} = await find());
  }
  const [imagesPath, labelsPath] = paths;
  if (!imagesPath || !labelsPath) {
    const names = absent.map(({name}) => `${name}.gz`).join(' and ');
    throw missing(description, {dir, files: `${names} (or without .gz)`});
  }
  return readPart(description, {train, images: imagesPath, labels: labelsPath});
}
