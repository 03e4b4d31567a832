import {spawn} from 'node:child_process';
import type {Environment} from './cache.js';

/** What a program left behind. */
export interface Finished {
  /** Exit status, or null when a signal ended the program. */
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How to run a program. */
export interface RunOptions {
  readonly environment: Environment;
  /** Ends the program; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Ends the program with SIGKILL after this many seconds. */
  readonly timeoutSeconds?: number;
  /** Receives each piece of output as it comes. */
  readonly onOutput?: (text: string) => void;
}

/**
 * Runs a program to its end without a shell. Resolves to undefined where there is no such program.
 *
 * The program leads a process group, which is ended as a whole: launchers such as pyenv's start the real program as a
 * child and do not pass signals on.
 */
export async function run(
  command: string,
  parameters: readonly string[],
  {environment, signal, timeoutSeconds, onOutput}: RunOptions,
): Promise<Finished | undefined> {
  signal?.throwIfAborted();
  const child = spawn(command, parameters, {env: {...environment}, stdio: ['ignore', 'pipe', 'pipe'], detached: true});
  const output = {stdout: '', stderr: ''};
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
      onOutput?.(text);
    });
  }
  const stop = () => endGroup(child.pid, 'SIGTERM');
  signal?.addEventListener('abort', stop);
  process.once('exit', stop);
  const timer =
    timeoutSeconds === undefined ? undefined : setTimeout(endGroup, timeoutSeconds * 1000, child.pid, 'SIGKILL');
  try {
    const [status, endedBy] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (...how) => resolve(how));
    });
    signal?.throwIfAborted();
    return {status, signal: endedBy, ...output};
  } catch (error) {
    if (['ENOENT', 'EACCES', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  } finally {
    clearTimeout(timer);
    process.off('exit', stop);
    signal?.removeEventListener('abort', stop);
  }
}

function endGroup(leader: number | undefined, by: NodeJS.Signals): void {
  if (leader === undefined) return;
  try {
    process.kill(-leader, by);
  } catch {
    // It has ended by itself.
  }
}
