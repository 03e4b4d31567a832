import {EngineError} from '../errors.js';
import type {Environment} from './cache.js';
import {findPip} from './pip.js';
import type {Finished} from './run.js';
import {findUv} from './uv.js';

/** One wheel to fetch, for one version of Python. */
export interface FetchOptions {
  /** What to fetch, such as `tensorflow-cpu==2.21.0`. */
  readonly requirement: string;
  /** The Python for which the wheel may be made, such as `3.12`. */
  readonly python: string;
  /** Wheel tags of the systems for which it may be made. */
  readonly tags: readonly string[];
  /** Empty folder that receives the wheel, or its unpacked files. */
  readonly folder: string;
  readonly environment: Environment;
  readonly signal: AbortSignal;
  /** Receives the part that has come, from 0 to 1, where the program tells. */
  readonly onProgress: (fraction: number) => void;
}

/** A program that fetches wheels from the index for which it is configured. */
export interface Fetcher {
  /** Name and version. */
  readonly name: string;
  /** Runs the program; the caller looks at its exit status. */
  fetch(options: FetchOptions): Promise<Finished | undefined>;
}

/**
 * pip where there is one, else uv.
 *
 * @throws EngineError `SETUP_FAILED` without either.
 */
export async function findFetcher(environment: Environment): Promise<Fetcher> {
  const fetcher = (await findPip(environment)) ?? (await findUv(environment));
  if (fetcher) return fetcher;
  throw new EngineError(
    'SETUP_FAILED',
    'expected pip 20.3 or later, or uv, to fetch TensorFlow, got neither: install Python with pip, or uv, ' +
      'or name a TensorFlow that is already there by RESIDUAL_TENSORFLOW',
  );
}
