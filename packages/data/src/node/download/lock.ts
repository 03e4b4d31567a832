import {rm, stat, utimes, writeFile} from 'node:fs/promises';
import {setTimeout} from 'node:timers/promises';
import {writing} from './write-error.js';

const HEARTBEAT_MS = 2_000;
/** A lock without a heartbeat for so long was left by a process that died. */
const STALE_MS = 10_000;
const POLL_MS = 200;

/**
 * Runs `work` while no other process, on this machine or another, runs work under the same `path`, a file that stands
 * there for the time. Waits as long as somebody else's does.
 *
 * @throws DataError `DISK_FULL` or `NOT_WRITABLE`; the reason of `signal` if it is aborted while waiting.
 */
export async function withLock<T>(
  path: string,
  {work, signal}: {work: () => Promise<T>; signal?: AbortSignal | undefined},
): Promise<T> {
  while (!(await claim(path))) await setTimeout(POLL_MS, undefined, {signal}).catch(() => signal?.throwIfAborted());
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => {});
  }, HEARTBEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    await rm(path, {force: true});
  }
}

async function claim(path: string): Promise<boolean> {
  const claimed = await writing(path, () => writeFile(path, '', {flag: 'wx'}).then(() => true, ifExists));
  if (!claimed) {
    const lock = await stat(path).catch(() => undefined);
    if (lock && Date.now() - lock.mtimeMs > STALE_MS) await rm(path, {force: true});
  }
  return claimed;
}

function ifExists(error: NodeJS.ErrnoException): boolean {
  if (error.code === 'EEXIST') return false;
  throw error;
}
