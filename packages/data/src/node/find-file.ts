import {stat} from 'node:fs/promises';
import {join} from 'node:path';
import type {DataFile, DatasetDescription} from '../datasets/description.js';

/**
 * Where a file of a data set lies in a data folder: in the folder itself or in one of the data set's own, gzipped or
 * plain, also under the name `train-images.idx3-ubyte` that some programs unzip to. `undefined` if nowhere.
 */
export async function findFile(
  file: DataFile,
  {dir, folders}: {dir: string; folders: DatasetDescription['folders']},
): Promise<string | undefined> {
  const dotted = file.name.replace('-idx', '.idx');
  const names = [`${file.name}.gz`, file.name, `${dotted}.gz`, dotted];
  for (const folder of ['', ...folders]) {
    for (const name of names) {
      const path = join(dir, folder, name);
      const found = await stat(path).catch(() => undefined);
      if (found?.isFile()) return path;
    }
  }
  return undefined;
}
