import {type SpawnOptions, spawn} from 'node:child_process';
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

/** Runs a program to its end without a shell. Resolves to undefined where there is no such program. */
export async function run(
  command: string,
  parameters: readonly string[],
  {environment, signal, timeoutSeconds, onOutput}: RunOptions,
): Promise<Finished | undefined> {
  signal?.throwIfAborted();
  const options: SpawnOptions = {env: {...environment}, stdio: ['ignore', 'pipe', 'pipe']};
  if (timeoutSeconds !== undefined) Object.assign(options, {timeout: timeoutSeconds * 1000, killSignal: 'SIGKILL'});
  const child = spawn(command, parameters, options);
  const output = {stdout: '', stderr: ''};
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
      onOutput?.(text);
    });
  }
  const stop = () => child.kill();
  signal?.addEventListener('abort', stop);
  try {
    const [status, killedBy] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (...end) => resolve(end));
    });
    signal?.throwIfAborted();
    return {status, signal: killedBy, ...output};
  } catch (error) {
    if (['ENOENT', 'EACCES', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}
