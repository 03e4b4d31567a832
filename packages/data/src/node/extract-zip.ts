import {type Entry, openPromise, type ZipFile} from 'yauzl';
import {DataError} from '../error.js';
import {storeFile} from './store-file.js';

/** A file in a zip, and where it is to go. */
export interface ZipMember {
  /** Its whole name in the zip. */
  readonly name: string;
  readonly path: string;
}

/**
 * Takes files out of a zip, piece by piece. The archive decides nothing but their bytes.
 *
 * @throws DataError `FILE_BROKEN` where the archive lacks a member; as {@link storeFile}; the reason of `signal`.
 */
export async function extractZip(
  archive: string,
  {members, signal}: {members: readonly ZipMember[]; signal?: AbortSignal | undefined},
): Promise<void> {
  const zip = await openPromise(archive, {autoClose: false, lazyEntries: true});
  try {
    const entries = await entriesOf(zip);
    for (const {name, path} of members) {
      signal?.throwIfAborted();
      const entry = entries.get(name);
      if (!entry) throw new DataError('FILE_BROKEN', `${archive}: expected ${name} in it, got none`);
      await storeFile(path, await zip.openReadStreamPromise(entry));
    }
  } finally {
    zip.close();
  }
}

async function entriesOf(zip: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
  return entries;
}
