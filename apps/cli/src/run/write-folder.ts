import {mkdir, mkdtemp, rename, rm} from 'node:fs/promises';
import {basename, dirname, join} from 'node:path';
import {syncFolder, writeAtomic} from '@residual/train/node';

/**
 * Makes a folder of these files, by their paths in it. One that is there is replaced as a whole: at no moment it holds
 * one file of the old and one of the new.
 */
export async function writeFolder(path: string, files: Readonly<Record<string, Uint8Array>>): Promise<void> {
  await mkdir(dirname(path), {recursive: true});
  const temporary = await mkdtemp(join(dirname(path), `.${basename(path)}-`));
  try {
    for (const [name, bytes] of Object.entries(files)) {
      const file = join(temporary, name);
      await mkdir(dirname(file), {recursive: true});
      await writeAtomic(file, bytes);
    }
    await rm(path, {recursive: true, force: true});
    await rename(temporary, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(temporary, {recursive: true, force: true});
    throw error;
  }
}
