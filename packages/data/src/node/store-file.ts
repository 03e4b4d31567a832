import {createHash, randomUUID} from 'node:crypto';
import {mkdir, open, rename, rm} from 'node:fs/promises';
import {dirname} from 'node:path';
import {writing} from './download/write-error.js';

/**
 * Writes what comes in pieces to `path`: into a file beside it, which gets the name once it is whole and `check` has nothing
 * against its SHA-256. Leaves nothing half done, whatever fails.
 *
 * @throws DataError `DISK_FULL` or `NOT_WRITABLE`, and what `chunks` and `check` throw.
 */
export async function storeFile(
  path: string,
  chunks: AsyncIterable<Uint8Array>,
  check: (sha256: string) => void = () => {},
): Promise<void> {
  const part = `${path}.${randomUUID()}.part`;
  const hash = createHash('sha256');
  try {
    await writing(path, async () => {
      await mkdir(dirname(path), {recursive: true});
      const file = await open(part, 'wx');
      try {
        for await (const chunk of chunks) {
          hash.update(chunk);
          await file.appendFile(chunk);
        }
        await file.sync();
      } finally {
        await file.close();
      }
    });
    check(hash.digest('hex'));
    await writing(path, () => rename(part, path));
  } finally {
    await rm(part, {force: true}).catch(() => {});
  }
}
