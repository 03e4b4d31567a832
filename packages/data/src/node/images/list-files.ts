import {readdir, realpath, stat} from 'node:fs/promises';
import {join, relative, sep} from 'node:path';
import {DataError} from '../../error.js';
import {readError} from '../contents.js';

/** A file or folder that cannot be used, and why. */
export interface FileProblem {
  /** Below the folder that was looked through, with `/` between names. */
  readonly file: string;
  /** In words, with the whole path. */
  readonly problem: string;
}

/** What lies below a folder. */
export interface FileTree {
  /** Paths below the folder, with `/` between names, in an order that is the same on every machine. */
  readonly files: string[];
  /** Folders in which there is no file at all, at any depth. */
  readonly emptyFolders: string[];
  readonly problems: FileProblem[];
}

/**
 * Lists the files below a folder, at any depth. What begins with a dot (`.DS_Store`, `.git`), `Thumbs.db`,
 * `desktop.ini` and `__MACOSX` are left out. Links are followed; one that leads back to a folder it lies in, or
 * nowhere, is a problem, not an error, and so is a folder that may not be read.
 *
 * @throws DataError `FILE_MISSING` or `FILE_UNREADABLE` if that is so of `root` itself.
 */
export async function listFiles(root: string): Promise<FileTree> {
  const tree: FileTree = {files: [], emptyFolders: [], problems: []};
  const found = await stat(root).catch(error => {
    throw readError(root, error);
  });
  if (!found.isDirectory()) throw new DataError('FILE_UNREADABLE', `${root}: expected a folder of images, got a file`);
  await walk(root, {root, above: [], tree});
  const {problems} = tree;
  const unreadable = problems.find(({file}) => file === '');
  if (unreadable) throw new DataError('FILE_UNREADABLE', unreadable.problem);
  return tree;
}

/** Adds what is in `folder` to `tree`; `above` are the real paths of the folders on the way. */
async function walk(
  folder: string,
  {root, above, tree}: {root: string; above: readonly string[]; tree: FileTree},
): Promise<void> {
  const name = relative(root, folder).split(sep).join('/');
  const before = tree.files.length;
  const problem = (file: string, text: string) => tree.problems.push({file, problem: `${join(root, file)}: ${text}`});
  const real = await realpath(folder);
  if (above.includes(real)) {
    problem(name, 'a link that leads back to a folder above it');
    return;
  }
  const entries = await readdir(folder, {withFileTypes: true}).catch(() => undefined);
  if (!entries) {
    problem(name, 'this user may not read the folder');
    return;
  }
  for (const entry of entries.sort((a, b) => compareNames(a.name, b.name))) {
    if (isHidden(entry.name)) continue;
    const path = join(folder, entry.name);
    const file = name === '' ? entry.name : `${name}/${entry.name}`;
    const kind = entry.isSymbolicLink() ? await stat(path).catch(() => undefined) : entry;
    if (!kind) problem(file, 'a link that leads nowhere, or round in a circle');
    else if (kind.isDirectory()) await walk(path, {root, above: [...above, real], tree});
    else if (kind.isFile()) tree.files.push(file);
  }
  if (tree.files.length === before && name !== '') tree.emptyFolders.push(name);
}

/** Numbers in names count as numbers, so that `cat.2` comes before `cat.10`. The same on every machine. */
export function compareNames(a: string, b: string): number {
  const [left, right] = [parts(a), parts(b)];
  const i = left.findIndex((part, i) => part !== right[i]);
  if (i < 0) return left.length - right.length;
  const [x, y] = [left[i]!, right[i] ?? ''];
  return Number(x) - Number(y) || (x < y ? -1 : 1);
}

function parts(name: string): string[] {
  return name.match(/\d+|\D+/g) ?? [];
}

function isHidden(name: string): boolean {
  return name.startsWith('.') || ['thumbs.db', 'desktop.ini', '__macosx'].includes(name.toLowerCase());
}
