import {stat} from 'node:fs/promises';
import {join} from 'node:path';
import type {DatasetFacts} from '../datasets/description.js';

/** Where a file of a data set is looked for: in the folder itself or in one of the data set's own. */
export interface Where {
  readonly dir: string;
  readonly folders: DatasetFacts['folders'];
}

/** Where a file lies that has one of these names, the preferred first. `undefined` if nowhere. */
export async function findFile(names: readonly string[], {dir, folders}: Where): Promise<string | undefined> {
  for (const folder of ['', ...folders]) {
    for (const name of names) {
      const path = join(dir, folder, name);
      const found = await stat(path).catch(() => undefined);
      if (found?.isFile()) return path;
    }
  }
  return undefined;
}

/**
 * The names that an IDX file may have: gzipped or plain, also `train-images.idx3-ubyte`, to which some programs unzip.
 */
export function idxFileNames({name}: {name: string}): [string, ...string[]] {
  const dotted = name.replace('-idx', '.idx');
  return [`${name}.gz`, name, `${dotted}.gz`, dotted];
}
