import {existsSync} from 'node:fs';
import {mkdir, readdir, stat} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {writeAtomic} from '@residual/train/node';
import {CliError} from '../errors.js';
import {writeFolder} from '../run/write-folder.js';

interface Target {
  readonly path: string;
  /** For a folder: a file by which one of its kind is known. */
  readonly landmark?: string | undefined;
  /** Whether what is there may be replaced. */
  readonly force: boolean;
}

/**
 * Makes sure that an export may be written: nothing is there, or with `force` a file where a file is to be written or a
 * folder of the same format. Throws CliError `OUT_EXISTS`, `OUT_IS_OTHER`.
 */
export async function assertWritable({path, landmark, force}: Target): Promise<void> {
  if (!existsSync(path)) return;
  if (!force) {
    throw new CliError(`${path} exists already.`, {
      code: 'OUT_EXISTS',
      exit: 'usage',
      mend: 'Replace it by --force, or choose another --out.',
    });
  }
  const isFolder = (await stat(path)).isDirectory();
  if (!isFolder && landmark === undefined) return;
  if (isFolder && landmark !== undefined) {
    if (existsSync(join(path, landmark)) || (await readdir(path)).length === 0) return;
  }
  const expected = landmark === undefined ? 'a file' : `a folder with ${landmark}`;
  throw new CliError(`${path} is not ${expected}, so it is not replaced.`, {
    code: 'OUT_IS_OTHER',
    exit: 'usage',
    mend: 'Choose another --out.',
  });
}

/** Writes a file or a folder, whole or not at all. */
export async function writeTarget(path: string, content: Uint8Array | Record<string, Uint8Array>): Promise<void> {
  await mkdir(dirname(path), {recursive: true});
  if (content instanceof Uint8Array) await writeAtomic(path, content);
  else await writeFolder(path, content);
}
