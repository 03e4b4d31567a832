import {mkdir, mkdtemp, rename, rm, stat} from 'node:fs/promises';
import {join} from 'node:path';
import {EngineError} from '../errors.js';
import {type FetchOptions, findFetcher} from './fetcher.js';
import {PARTIAL} from './sweep.js';
import {openWheel, type Wheel} from './wheel.js';

/** Only libraries are taken from a wheel, so one for any version of Python serves; these are tried in turn. */
const PYTHONS = ['3.12', '3.11', '3.13', '3.10'];

/** What a download needs. */
export interface DownloadOptions extends Omit<FetchOptions, 'folder' | 'python'> {
  /** The folder that keeps downloads until they are unpacked. */
  readonly downloads: string;
}

/** A wheel that is there. */
interface Download {
  /** Holds the wheel. */
  readonly folder: string;
  /** Whether an earlier run had fetched it. */
  readonly kept: boolean;
}

/**
 * Runs `work` on the wheel of a requirement, fetched now or earlier. A wheel that turns out to be damaged is removed,
 * and fetched once more if it was left by an earlier run.
 *
 * @throws EngineError `DAMAGED`, `SETUP_FAILED` when it cannot be fetched, and what `work` throws.
 */
export async function withWheel<T>(options: DownloadOptions, work: (wheel: Wheel) => Promise<T>): Promise<T> {
  for (;;) {
    const {folder, kept} = await download(options);
    try {
      const wheel = await openWheel(folder);
      try {
        return await work(wheel);
      } finally {
        wheel.close();
      }
    } catch (error) {
      if (!(error instanceof EngineError) || error.code !== 'DAMAGED') throw error;
      await rm(folder, {recursive: true, force: true});
      if (!kept) throw error;
    }
  }
}

/**
 * Brings the wheel of `requirement` into a folder of its own below `downloads`, named by the requirement; the folder
 * appears when the wheel is whole, and is taken as it is by the next run.
 */
async function download({downloads, ...options}: DownloadOptions): Promise<Download> {
  const folder = join(downloads, options.requirement);
  if (await stat(folder).catch(() => undefined)) return {folder, kept: true};
  await mkdir(downloads, {recursive: true});
  const fetcher = await findFetcher(options.environment);
  let words = '';
  for (const python of PYTHONS) {
    const partial = await mkdtemp(join(downloads, PARTIAL));
    try {
      const end = await fetcher.fetch({...options, python, folder: partial});
      if (end?.status === 0) {
        await rm(join(partial, '.tmp'), {recursive: true, force: true});
        await rename(partial, folder);
        return {folder, kept: false};
      }
      words = lastWords(`${end?.stdout}\n${end?.stderr}`);
      if (!isMissing(words)) break;
    } finally {
      await rm(partial, {recursive: true, force: true});
    }
  }
  const hint = isMissing(words)
    ? 'is the version right, and does the index that it is configured for have it?'
    : 'try again';
  throw new EngineError('SETUP_FAILED', `${fetcher.name} could not fetch ${options.requirement}; ${hint}\n${words}`);
}

/** The lines that tell of errors, else the last ones. */
function lastWords(output: string): string {
  const lines = output.split('\n').filter(line => line.trim() !== '');
  const errors = lines.filter(line => /error|retrying/i.test(line));
  return (errors.length > 0 ? errors : lines).slice(-4).join('\n');
}

/** Whether the program reached its index and found no such wheel there; pip says the same after failed connections. */
function isMissing(words: string): boolean {
  return /no matching distribution|no solution found|no wheels/i.test(words) && !/retrying|connect/i.test(words);
}
