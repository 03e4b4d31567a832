import {mkdir, open, rename, rm, stat} from 'node:fs/promises';
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
  {urls, rounds = 3, delayMs = 1_000, ...options}: DownloadOptions,
): Promise<void> {
  // Another process may have finished it while this one waited for the lock.
  if (await passes(path, options.check)) return;
  const part = `${path}.part`;
  const failures = new Map<string, Failure>();
  for (let round = 0; round < rounds; round++) {
    const left = urls.filter(url => !failures.get(url)?.lasting);
    if (round > 0 && left.length > 0) await wait(delayMs * 2 ** (round - 1), options.signal);
    for (const url of left) {
      const failure = await attempt(url, part, options);
      if (!failure) return publish(part, path);
      failures.set(url, failure);
    }
  }
  const tried = urls.map(url => `\n  ${url}: ${failures.get(url)?.reason}`).join('');
  const mend = 'Check the network and try again: what has arrived is kept. Or put the file there by hand';
  throw new DataError('DOWNLOAD_FAILED', `${path}: no mirror gave the file. ${mend}.${tried}`);
}

interface Failure {
  reason: string;
  /** Whether another try would end the same way. */
  lasting: boolean;
}

/** Fetches `url` into `part` and checks it; nothing to return if all went well. Throws what no mirror can help. */
async function attempt(
  url: string,
  part: string,
  {check, onProgress, signal, stallMs = 30_000}: Pick<DownloadOptions, 'check' | 'onProgress' | 'signal' | 'stallMs'>,
): Promise<Failure | undefined> {
  signal?.throwIfAborted();
  const resumed = await exists(part);
  try {
    await transfer(url, {part, onProgress, signal, stallMs});
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof DataError) throw error;
    return {reason: message(error), lasting: false};
  }
  try {
    await check(part);
  } catch (error) {
    // The next try would only continue a wrong file. If it came in one piece, this server has no other.
    await rm(part, {force: true});
    return {reason: message(error), lasting: !resumed};
  }
  return undefined;
}

/** The rename must reach the disk, too, or a power cut could leave the name without the bytes. */
async function publish(part: string, path: string): Promise<void> {
  await writing(path, () => rename(part, path));
  const folder = await open(dirname(path)).catch(() => undefined);
  await folder?.sync().catch(() => {});
  await folder?.close();
}

async function passes(path: string, check: DownloadOptions['check']): Promise<boolean> {
  return check(path).then(
    () => true,
    () => false,
  );
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}

async function wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await setTimeout(ms, undefined, {signal}).catch(() => signal?.throwIfAborted());
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
