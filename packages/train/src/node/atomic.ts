import {open, rename, rm} from 'node:fs/promises';
import {dirname} from 'node:path';

/**
 * Writes a file so that at every moment the old or the new one is there, whole: temporary file, sync, rename. The
 * temporary file has one fixed name, so that what a killed process left behind is overwritten and does not pile up.
 */
export async function writeAtomic(path: string, content: string | Uint8Array): Promise<void> {
  const temporary = `${path}.partial`;
  try {
    const file = await open(temporary, 'w');
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, {force: true}).catch(() => {});
    throw error;
  }
  await syncFolder(dirname(path));
}

/** Makes a rename in a folder outlast a power cut, where the platform can. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
