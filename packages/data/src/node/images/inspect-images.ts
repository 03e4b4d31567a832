import {digestFile} from '../contents.js';
import {inOrder} from './in-order.js';
import type {FileProblem} from './list-files.js';
import {type ImageScan, type ScanOptions, scanImages} from './scan-images.js';

/** The least, the middle and the greatest of some numbers. */
export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** What {@link inspectImages} found. */
export interface FolderReport {
  readonly dir: string;
  readonly layout: ImageScan['layout'];
  /** Images that can be used. */
  readonly images: number;
  /** Images of each class, all parts together and in each part. */
  readonly classes: readonly {readonly name: string; readonly images: number; readonly parts: Record<string, number>}[];
  /** Images of the largest class for one of the smallest. */
  readonly imbalance: number;
  /** In pixels, as stored. */
  readonly width: Spread;
  readonly height: Spread;
  /** Bytes of a file. */
  readonly bytes: Spread;
  /** Images of each format. */
  readonly formats: Readonly<Record<string, number>>;
  /** Groups of files with the same bytes. */
  readonly duplicates: readonly (readonly string[])[];
  /** Files that cannot be used, and why. */
  readonly problems: readonly FileProblem[];
}

const READ_AT_ONCE = 4;

/**
 * Looks through a folder of images: balance of classes, sizes, formats, problems, equal files. Reads whole only files of
 * equal length.
 *
 * @throws DataError as `scanImages`.
 */
export async function inspectImages(
  dir: string,
  options: ScanOptions = {},
): Promise<{report: FolderReport; scan: ImageScan}> {
  const scan = await scanImages(dir, options);
  const {images, classes, layout, problems} = scan;
  const counts = classes.map((name, label) => {
    const own = images.filter(image => image.label === label);
    return {name, images: own.length, parts: countBy(own.map(({part = 'train'}) => part))};
  });
  const perClass = counts.map(({images}) => images);
  const report: FolderReport = {
    dir: scan.dir,
    layout,
    images: images.length,
    classes: counts,
    imbalance: Math.max(...perClass) / Math.min(...perClass),
    width: spread(images.map(({width}) => width)),
    height: spread(images.map(({height}) => height)),
    bytes: spread(images.map(({bytes}) => bytes)),
    formats: countBy(images.map(({format}) => format)),
    duplicates: await findDuplicates(scan),
    problems,
  };
  return {report, scan};
}

async function findDuplicates({images}: ImageScan): Promise<string[][]> {
  const alike = [...groupBy(images, ({bytes}) => bytes).values()].filter(group => group.length > 1).flat();
  const digests = await inOrder(alike, {atOnce: READ_AT_ONCE}, async ({file, path}) => ({
    file,
    sha: await digestFile(path),
  }));
  const groups = [...groupBy(digests, ({sha}) => sha).values()].filter(group => group.length > 1);
  return groups.map(group => group.map(({file}) => file));
}

function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

function countBy(names: readonly string[]): Record<string, number> {
  return Object.fromEntries([...groupBy(names, name => name)].map(([name, group]) => [name, group.length]));
}

function spread(numbers: readonly number[]): Spread {
  const sorted = [...numbers].sort((a, b) => a - b);
  return {min: sorted[0]!, median: sorted[Math.floor(sorted.length / 2)]!, max: sorted.at(-1)!};
}
