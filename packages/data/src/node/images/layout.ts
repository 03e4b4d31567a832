import {DataError} from '../../error.js';

/** How the class of an image is told. */
export type Layout = 'folders' | 'names' | 'csv';

/** What images are for. */
export type PartName = 'train' | 'valid' | 'test';

/** A file with what its place says. */
export interface Arranged {
  readonly file: string;
  /** Of its class. */
  readonly name: string;
  readonly part?: PartName;
}

/** Whether a file is named as images are. */
export function isImageName(file: string): boolean {
  return /\.(jpe?g|jfif|png|webp|gif|tiff?|avif|svg)$/i.test(file);
}

/** Names of folders that stand for parts. */
const PARTS: {readonly [name: string]: PartName} = Object.fromEntries(
  (['train', 'valid', 'test'] as const).flatMap(part => {
    const names = {train: ['train', 'training'], valid: ['valid', 'validation', 'val'], test: ['test', 'testing']}[
      part
    ];
    return names.flatMap(name => [name, `${name}_set`, `${name}-set`]).map(name => [name, part]);
  }),
);

/**
 * Tells class and part of each image by its path. Folders of parts count as such where there is one to train and another
 * one; below them, or else at the top, the first folder is the class. Where all images lie side by side, the first part
 * of their names is.
 *
 * @throws DataError `FILE_MISSING` if images lie side by side and their names tell no classes.
 */
export function arrange(files: readonly string[]): {layout: Layout; files: Arranged[]} {
  const paths = files.filter(isImageName).map(file => ({file, names: file.split('/')}));
  const tops = new Set(paths.map(({names}) => PARTS[names[0]!.toLowerCase()]));
  const hasParts = tops.has('train') && tops.size > 1 && !tops.has(undefined);
  const placed = paths.map(({file, names}) => {
    const part = hasParts ? PARTS[names[0]!.toLowerCase()] : undefined;
    // Some archives repeat the name: training_set/training_set/cats.
    const above = part === undefined ? 0 : names[1] === names[0] ? 2 : 1;
    return {file, names: names.slice(above), ...(part === undefined ? {} : {part})};
  });
  const isFlat = placed.every(({names}) => names.length === 1);
  if (!isFlat) {
    // An image beside the class folders belongs to none.
    const inFolders = placed.filter(({names}) => names.length > 1);
    return {layout: 'folders', files: inFolders.map(({names, ...one}) => ({...one, name: names[0]!}))};
  }
  return {layout: 'names', files: placed.map(({names, ...one}) => ({...one, name: classInName(one.file, names[0]!)}))};
}

/** `cat` of `cat.1.jpg`, `cat_001.jpg`, `cat-1.jpg`, `cat 1.jpg`. */
function classInName(file: string, name: string): string {
  const [, found] = /^(.+?)[._\- ]*\(?\d+\)?\.[^.]+$/u.exec(name) ?? [];
  if (found) return found;
  const expected = 'expected folders, one a class, or names that begin with the class, as cat.1.jpg';
  throw new DataError('FILE_MISSING', `${file}: ${expected}`);
}
