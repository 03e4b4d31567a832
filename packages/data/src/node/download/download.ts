import {mkdir, open, rename, rm} from 'node:fs/promises';
import {dirname} from 'node:path';
import {setTimeout} from 'node:timers/promises';
import {DataError} from '../../error.js';
import {withLock} from './lock.js';
import {transfer} from './transfer.js';
import {writing} from './write-error.js';

/** Options of {@link download}. */
export interface DownloadOptions {
  /** Addresses of the same file, the preferred first. */
  urls: readonly string[];
  /** Throws if the file at `path` is not the right one. */
  check: (path: string) => Promise<void>;
  /** Called with the bytes that have arrived, those of an earlier try included. */
  onProgress?: ((bytes: number) => void) | undefined;
  signal?: AbortSignal | undefined;
  /** How often every address is tried. Default 3. */
  rounds?: number;
  /** Wait between the rounds, in milliseconds; doubles every time. Default 1000. */
  delayMs?: number;
  /** Leave a server after so many milliseconds without a byte. Default 30000. */
  stallMs?: number;
}

/**
 * Downloads a file to `path`. It arrives in `path.part`, is checked there and then renamed: at `path` there is never
 * anything but a whole file. An interrupted download goes on where it stopped, also in another process.
 *
 * @throws DataError `DOWNLOAD_FAILED` with the reason for each address, `DISK_FULL` or `NOT_WRITABLE`; the reason of
 * `signal` if aborted.
 */
export async function download(path: string, options: DownloadOptions): Promise<void> {
  await writing(dirname(path), () => mkdir(dirname(path), {recursive: true}));
  await withLock(`${path}.lock`, {work: () => downloadLocked(path, options), signal: options.signal});
}

async function downloadLocked(
  path: string,
  {urls, check, onProgress, signal, rounds = 3, delayMs = 1_000, stallMs = 30_000}: DownloadOptions,
): Promise<void> {
  // Another process may have finished it while this one waited for the lock.
  if (await isRight(path, check)) return;
  const part = `${path}.part`;
  const reasons = new Map<string, string>();
  for (let round = 0; round < rounds; round++) {
    if (round > 0) await setTimeout(delayMs * 2 ** (round - 1), undefined, {signal}).catch(() => {});
    for (const url of urls) {
      signal?.throwIfAborted();
      try {
        await transfer(url, {part, onProgress, signal, stallMs});
        await checkOrRemove(part, check);
        return await publish(part, path);
      } catch (error) {
        signal?.throwIfAborted();
        if (isLocal(error)) throw error;
        reasons.set(url, error instanceof Error ? error.message : String(error));
      }
    }
  }
  const tried = urls.map(url => `\n  ${url}: ${reasons.get(url)}`).join('');
  const mend = 'Check the network and try again: what has arrived is kept. Or put the file there by hand';
  throw new DataError('DOWNLOAD_FAILED', `${path}: no mirror gave the file. ${mend}.${tried}`);
}

async function isRight(path: string, check: DownloadOptions['check']): Promise<boolean> {
  return check(path).then(
    () => true,
    () => false,
  );
}

/** A wrong file would only be continued by the next try. */
async function checkOrRemove(part: string, check: DownloadOptions['check']): Promise<void> {
  try {
    await check(part);
  } catch (error) {
    await rm(part, {force: true});
    throw error;
  }
}

/** The rename must reach the disk, too, or a power cut could leave the name without the bytes. */
async function publish(part: string, path: string): Promise<void> {
  await writing(path, () => rename(part, path));
  const folder = await open(dirname(path)).catch(() => undefined);
  await folder?.sync().catch(() => {});
  await folder?.close();
}

/** Whether no mirror can help. */
function isLocal(error: unknown): boolean {
  return error instanceof DataError && (error.code === 'DISK_FULL' || error.code === 'NOT_WRITABLE');
}
