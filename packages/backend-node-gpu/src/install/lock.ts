import {setTimeout} from 'node:timers/promises';
import {lock} from 'proper-lockfile';

/** How often a waiting process looks again. */
const POLL_MS = 250;

/** What a lock needs. */
export interface LockOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called once when another process holds the lock. */
  readonly onWait?: () => void;
}

/**
 * Runs `work` while no other process runs work under the lock at `path`; waits its turn. The lock of a process that
 * died is taken over after some seconds. `work` receives a signal that fires when the caller's does, or when the lock
 * was lost because this process slept for long.
 */
export async function withLock<T>(
  path: string,
  {signal, onWait}: LockOptions,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const lost = new AbortController();
  const held = signal ? AbortSignal.any([signal, lost.signal]) : lost.signal;
  const take = () => lock(path, {lockfilePath: path, realpath: false, onCompromised: error => lost.abort(error)});
  for (let waited = false; ; waited = true) {
    signal?.throwIfAborted();
    const release = await take().catch(error => {
      if (error.code !== 'ELOCKED') throw error;
    });
    if (release === undefined) {
      if (!waited) onWait?.();
      await setTimeout(POLL_MS, undefined, signal ? {signal} : {});
      continue;
    }
    try {
      return await work(held);
    } finally {
      await release().catch(() => {});
    }
  }
}
