import {basename, join, resolve} from 'node:path';
import {DataError} from '../../error.js';
import {inOrder} from './in-order.js';
import {arrange, type Layout, type PartName} from './layout.js';
import {compareNames, type FileProblem, listFiles} from './list-files.js';
import {type ImageFacts, probeImage} from './probe-image.js';
import {readLabels} from './read-labels.js';

/** An image file that can be used. */
export interface ImageFile extends ImageFacts {
  /** Below the folder, with `/` between names. */
  readonly file: string;
  /** Where it lies. */
  readonly path: string;
  /** Position in the classes. */
  readonly label: number;
  /** The part that its folder is for, where folders say so. */
  readonly part?: PartName;
}

/** What {@link scanImages} found. */
export interface ImageScan {
  readonly dir: string;
  /** How classes are told: by folders, by the first part of names (`cat.1.jpg`), or by a CSV. */
  readonly layout: Layout;
  /** In order; only those that have an image. */
  readonly classes: string[];
  /** In order of their paths. */
  readonly images: ImageFile[];
  /** Files that are not images, empty, broken or too large; classes without images; folders and links that lead nowhere. */
  readonly problems: FileProblem[];
}

/** Options of {@link scanImages}. */
export interface ScanOptions {
  /** A CSV of paths, relative to the folder, and labels. Default: classes follow from folders or names. */
  labels?: string | undefined;
  /** Images of more pixels are problems. Default 100 million. */
  maxPixels?: number | undefined;
}

/** Files looked at at the same time. */
const AT_ONCE = 8;

/**
 * Looks through a folder of images: any tree of class folders, with folders for parts above them or not (`train`,
 * `training_set`, `valid`, `val`, `test`, `test_set` …); or a folder of files named by class, `cat.1.jpg`; or the files
 * that a CSV names. Reads the beginning and the end of each file and decodes none. What is wrong with a file is a
 * problem, not an error. Files of other kinds, as `README.md`, are left out.
 *
 * @throws DataError `FILE_MISSING` or `FILE_UNREADABLE` if that is so of the folder or the CSV; `FILE_MISSING` if there is
 * no image in it at all; `FILE_BROKEN` for a CSV that is none.
 */
export async function scanImages(dir: string, {labels, maxPixels}: ScanOptions = {}): Promise<ImageScan> {
  const root = resolve(dir);
  const tree = await listFiles(root);
  const problems = [...tree.problems];
  const arranged = labels === undefined ? arrange(tree.files) : await arrangeByCsv(labels, tree.files, problems);
  const checked = await inOrder(arranged.files, {atOnce: AT_ONCE}, async ({file, ...rest}) => {
    const path = join(root, file);
    try {
      return {...rest, file, path, ...(await probeImage(path, maxPixels === undefined ? {} : {maxPixels}))};
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      problems.push({file, problem: error.message});
      return undefined;
    }
  });
  const usable = checked.filter(one => one !== undefined);
  if (usable.length === 0) throw noImages(root, problems);
  const classes = [...new Set(usable.map(({name}) => name))].sort(compareNames);
  const numbers = new Map(classes.map((name, label) => [name, label]));
  const images = usable.map(({name, ...image}) => ({...image, label: numbers.get(name)!}));
  for (const folder of tree.emptyFolders) {
    problems.push({
      file: folder,
      problem: `${join(root, folder)}: there is no image of class ${basename(folder)} in it`,
    });
  }
  const lost = new Set(arranged.files.map(({name}) => name).filter(name => !numbers.has(name)));
  for (const name of lost) problems.push({file: name, problem: `${root}: no image of class ${name} can be used`});
  problems.sort((a, b) => compareNames(a.file, b.file));
  return {dir: root, layout: arranged.layout, classes, images, problems};
}

async function arrangeByCsv(labels: string, files: readonly string[], problems: FileProblem[]) {
  const there = new Set(files);
  const named = (await readLabels(labels)).map(({file, label}) => ({file: file.replaceAll('\\', '/'), name: label}));
  const found = named.filter(({file}) => there.has(file));
  for (const {file} of named) {
    if (!there.has(file)) problems.push({file, problem: `${labels}: names ${file}, which is not there`});
  }
  return {layout: 'csv' as const, files: found};
}

function noImages(root: string, [first]: readonly FileProblem[]): DataError {
  const expected = `${root}: expected folders of images, one a class, or images named by class (cat.1.jpg)`;
  const got = first ? `; none can be used. The first problem: ${first.problem}` : ', found no image';
  return new DataError('FILE_MISSING', `${expected}${got}`);
}
