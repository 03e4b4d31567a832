import {createHash, randomUUID} from 'node:crypto';
import {createReadStream} from 'node:fs';
import {mkdir, open, rename, rm} from 'node:fs/promises';
import {dirname} from 'node:path';
import {pipeline} from 'node:stream/promises';
import {ReadableStream} from 'node:stream/web';
import {createGunzip} from 'node:zlib';
import {createTarDecoder, type ParsedTarEntry} from 'modern-tar';
import {DataError} from '../error.js';
import {readError} from './contents.js';
import {writing} from './download/write-error.js';

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
  let unpacking = Promise.resolve();
  const unpack = (chunks: AsyncIterable<Uint8Array>): Promise<void> => {
    unpacking = takeFrom(chunks, {wanted, archive});
    return unpacking;
  };
  try {
    await pipeline(createReadStream(archive), createGunzip({chunkSize: 2 ** 18}), unpack, signal ? {signal} : {});
  } catch (error) {
    signal?.throwIfAborted();
    throw archiveError(archive, error);
  } finally {
    // A pipeline that fails does not wait for its last part, which has a file to remove.
    await unpacking.catch(() => {});
  }
  const [lacking] = wanted.keys();
  if (lacking !== undefined) throw new DataError('FILE_BROKEN', `${archive}: expected ${lacking} in it, got none`);
}

/** Stores every wanted member that comes, and strikes it off. */
async function takeFrom(
  chunks: AsyncIterable<Uint8Array>,
  {wanted, archive}: {wanted: Map<string, Member>; archive: string},
): Promise<void> {
  const entries = ReadableStream.from(chunks).pipeThrough(createTarDecoder({strict: true}));
  for await (const {header, body} of entries as ReadableStream<ParsedTarEntry>) {
    const member = wanted.get(header.name);
    if (!member || header.type !== 'file') {
      await body.cancel();
      continue;
    }
    const place = `${archive}: ${header.name}`;
    if (header.size !== member.size) {
      throw new DataError('FILE_BROKEN', `${place}: expected ${member.size} bytes, got ${header.size}`);
    }
    await store(body as ReadableStream<Uint8Array>, {member, place});
    wanted.delete(header.name);
  }
}

async function store(
  body: ReadableStream<Uint8Array>,
  {member, place}: {member: Member; place: string},
): Promise<void> {
  const {path, sha256} = member;
  const part = `${path}.${randomUUID()}.part`;
  const hash = createHash('sha256');
  try {
    await writing(path, async () => {
      await mkdir(dirname(path), {recursive: true});
      const file = await open(part, 'wx');
      try {
        for await (const chunk of body) {
          hash.update(chunk);
          await file.appendFile(chunk);
        }
        await file.sync();
      } finally {
        await file.close();
      }
    });
    const got = hash.digest('hex');
    if (got !== sha256) throw new DataError('FILE_MISMATCH', `${place}: expected SHA-256 ${sha256}, got ${got}`);
    await writing(path, () => rename(part, path));
  } finally {
    await rm(part, {force: true}).catch(() => {});
  }
}

/** What reading the archive failed with; the decoder of tar has errors without a code. */
function archiveError(archive: string, error: unknown): unknown {
  const known = readError(archive, error);
  if (known !== error || !(error instanceof Error) || error instanceof DataError || 'code' in error) return known;
  const reason = `not a gzipped tar, or corrupted (${error.message})`;
  return new DataError('FILE_BROKEN', `${archive}: ${reason}`, {cause: error});
}
