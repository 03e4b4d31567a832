import type {Dataset} from '../dataset.js';
import {type DataFile, type DatasetDescription, filesOf} from '../datasets/description.js';
import {checkFile} from './check-file.js';
import {dataFolder} from './data-folder.js';
import type {DatasetEntry, FileVerification, LoadOptions, Verification} from './entry.js';
import {fetchFiles} from './fetch-files.js';
import {findFile} from './find-file.js';
import {missing, readPart} from './read-part.js';

/** Loading, fetching and verifying for a data set of four IDX files, as MNIST is. */
export function idxEntry(description: DatasetDescription): DatasetEntry {
  const {name, folders, train, test} = description;
  const files = filesOf(description);
  const downloadBytes = files.reduce((sum, file) => sum + file.downloadBytes, 0);
  const {title, licence, homepage, classes, shape} = description;
  return {
    info: {
      name,
      title,
      description: description.description,
      licence,
      homepage,
      classes: [...classes],
      shape: [...shape],
      samples: {train: train.samples, test: test.samples},
      downloadBytes,
    },
    load: options => load(description, options),
    fetch: ({dir = dataFolder(), ...settings} = {}) => fetchFiles(description, {files, dir, ...settings}),
    async verify({dir = dataFolder()} = {}): Promise<Verification> {
      const checks: FileVerification[] = [];
      for (const file of files) checks.push(await verifyFile(file, {dir, folders}));
      return {name, ok: checks.every(({ok}) => ok), files: checks};
    },
  };
}

async function load(
  description: DatasetDescription,
  {dir = dataFolder(), train = true, download = false}: LoadOptions = {},
): Promise<Dataset> {
  const {folders} = description;
  const {images, labels} = train ? description.train : description.test;
  const find = async (): Promise<{paths: (string | undefined)[]; absent: DataFile[]}> => {
    const paths = await Promise.all([images, labels].map(file => findFile(file, {dir, folders})));
    return {paths, absent: [images, labels].filter((_, i) => paths[i] === undefined)};
  };
  let {paths, absent} = await find();
  if (absent.length > 0 && download) {
    await fetchFiles(description, {files: absent, dir, ...(download === true ? {} : download)});
    ({paths, absent} = await find());
  }
  const [imagesPath, labelsPath] = paths;
  if (!imagesPath || !labelsPath) throw missing(description, {dir, files: absent});
  return readPart(description, {train, images: imagesPath, labels: labelsPath});
}

async function verifyFile(
  file: DataFile,
  where: {dir: string; folders: DatasetDescription['folders']},
): Promise<FileVerification> {
  const path = await findFile(file, where);
  if (!path) return {file: file.name, ok: false, problem: 'missing'};
  try {
    await checkFile(path, file);
    return {file: file.name, path, ok: true};
  } catch (error) {
    return {file: file.name, path, ok: false, problem: error instanceof Error ? error.message : String(error)};
  }
}
