import {fileURLToPath} from 'node:url';
import {EngineError} from '../errors.js';
import type {Environment} from './cache.js';
import {run} from './run.js';
import type {SelfTest} from './self-test.js';

/** A cold 1 GB library on a slow disk, then CUDA's start, may take a minute. */
const TIMEOUT_SECONDS = 300;

/** How to verify. */
export interface VerifyOptions {
  readonly environment?: Environment;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Loads `library` into a process of its own, runs a matrix product and a convolution there, and compares them with
 * plain loops.
 *
 * @throws EngineError `LOAD_FAILED` when the process fails, with its last words, or the signal that ended it.
 */
export async function verifyLibrary(
  library: string,
  {environment = process.env, signal}: VerifyOptions = {},
): Promise<SelfTest> {
  const program = fileURLToPath(new URL('./self-test.js', import.meta.url));
  const end = await run(process.execPath, [program, library], {
    environment: {TF_CPP_MIN_LOG_LEVEL: '2', ...environment},
    timeoutSeconds: TIMEOUT_SECONDS,
    signal,
  });
  if (end?.status === 0) return JSON.parse(end.stdout.trim().split('\n').at(-1)!);
  throw new EngineError('LOAD_FAILED', `${library} does not work on this machine: ${reasonOf(end)}`);
}

function reasonOf(end: Awaited<ReturnType<typeof run>>): string {
  if (end?.signal === 'SIGILL') return 'this processor lacks instructions that it was built for (SIGILL)';
  if (end?.signal === 'SIGKILL') return 'the system ended it, for lack of memory or of an answer (SIGKILL)';
  if (end?.signal) return `it ended by ${end.signal}\n${end.stderr.slice(-2000)}`;
  return `the self-test failed\n${end?.stderr.slice(-2000)}`;
}
