import {once} from 'node:events';
import {createReadStream} from 'node:fs';
import {pipeline} from 'node:stream/promises';
import {createGunzip} from 'node:zlib';
import {Parser, type ReadEntry} from 'tar';
import {DataError} from '../error.js';
import {readError} from './contents.js';
import {storeFile} from './store-file.js';

/** A file in an archive, and where it is to go. */
export interface Member {
  /** Its whole name in the archive. */
  readonly name: string;
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** SHA-256, in hexadecimal. */
  readonly sha256: string;
}

/**
 * Takes files out of a gzipped tar, piece by piece. The archive decides nothing but their bytes: what has another name,
 * is no plain file, or comes a second time is passed over, and a file gets its name once its size and checksum are right.
 *
 * @throws DataError `FILE_BROKEN` if the archive is damaged, is none or lacks a member; `FILE_MISMATCH` for other bytes;
 * `DISK_FULL` or `NOT_WRITABLE`; the reason of `signal`.
 */
export async function extractMembers(
  archive: string,
  {members, signal}: {members: readonly Member[]; signal?: AbortSignal | undefined},
): Promise<void> {
  const wanted = new Map(members.map(member => [member.name, member]));
  const unzip = createGunzip({chunkSize: 2 ** 18});
  const reading = pipeline(createReadStream(archive), unzip, signal ? {signal} : {});
  // What fails in it comes out of `unzip`, too.
  reading.catch(() => {});
  try {
    await takeFrom(unzip, {wanted, archive});
  } catch (error) {
    signal?.throwIfAborted();
    throw archiveError(archive, error);
  }
  const [lacking] = wanted.keys();
  if (lacking !== undefined) throw new DataError('FILE_BROKEN', `${archive}: expected ${lacking} in it, got none`);
}

/** Stores every wanted member that comes, and strikes it off. Leaves nothing half done, whatever fails. */
async function takeFrom(
  chunks: AsyncIterable<Uint8Array>,
  {wanted, archive}: {wanted: Map<string, Member>; archive: string},
): Promise<void> {
  const failures: unknown[] = [];
  const stored: Promise<void>[] = [];
  const entries: ReadEntry[] = [];
  const take = (entry: ReadEntry): void => {
    const member = wanted.get(entry.path);
    if (!member || !isFile(entry)) {
      entry.resume();
      return;
    }
    wanted.delete(entry.path);
    entry.on('error', () => {});
    entries.push(entry);
    const storing = store(entry, {member, place: `${archive}: ${entry.path}`});
    // Read or not, the parser goes on when an entry has come to its end.
    stored.push(storing.catch(error => void failures.push(error)).finally(() => entry.resume()));
  };
  const parser = new Parser({strict: true, onReadEntry: take});
  parser.on('error', error => failures.push(error));
  try {
    for await (const chunk of chunks) {
      if (!parser.write(chunk)) await once(parser, 'drain');
      if (failures.length > 0) throw failures[0];
    }
    const ended = once(parser, 'end');
    parser.end();
    await ended;
    await Promise.all(stored);
    if (failures.length > 0) throw failures[0];
  } catch (error) {
    entries.at(-1)?.destroy(error);
    await Promise.all(stored);
    throw error;
  }
}

function isFile({type}: ReadEntry): boolean {
  return type === 'File' || type === 'OldFile';
}

async function store(entry: ReadEntry, {member, place}: {member: Member; place: string}): Promise<void> {
  const {path, sha256} = member;
  if (entry.size !== member.size) {
    throw new DataError('FILE_BROKEN', `${place}: expected ${member.size} bytes, got ${entry.size}`);
  }
  await storeFile(path, entry, got => {
    if (got !== sha256) throw new DataError('FILE_MISMATCH', `${place}: expected SHA-256 ${sha256}, got ${got}`);
  });
}

/** What reading the archive failed with, as an error of this package. */
function archiveError(archive: string, error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error) || !String(error.code).startsWith('TAR_')) {
    return readError(archive, error);
  }
  const reason = `not a gzipped tar, or corrupted (${error.message})`;
  return new DataError('FILE_BROKEN', `${archive}: ${reason}`, {cause: error});
}
