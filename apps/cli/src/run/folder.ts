import {existsSync} from 'node:fs';
import {mkdir, readdir, rm} from 'node:fs/promises';
import {basename, dirname, join, relative, resolve} from 'node:path';
import {CliError} from '../errors.js';
import {nearest} from '../suggest.js';

/** Where a run keeps what: `runs/NAME/`. */
export interface RunFolder {
  readonly name: string;
  readonly path: string;
  /** What was trained, and how: recipe, engine, versions. */
  readonly config: string;
  /** Every event, one JSON a line. */
  readonly log: string;
  /** `last.safetensors`, `best.safetensors`. */
  readonly checkpoints: string;
  /** TF.js layers format: `model.json`, and its weights. */
  readonly model: string;
  /** Names of the classes, a JSON list. */
  readonly classes: string;
  /** How the network at the end does on the test set, JSON. */
  readonly test: string;
  /** The run on one page. */
  readonly report: string;
  /** Loss and accuracy by epoch, as `curves.svg` and `curves.png`: the path without the ending. */
  readonly curves: string;
  /** The network for web pages, in half precision. */
  readonly web: string;
}

/** Where runs are kept unless said otherwise. */
export const RUNS_DIR = 'runs';

/** The paths of a run at a folder, whether it exists or not. */
export function runFolder(path: string): RunFolder {
  return {
    name: basename(resolve(path)),
    path,
    config: join(path, 'config.json'),
    log: join(path, 'log.jsonl'),
    checkpoints: join(path, 'checkpoints'),
    model: join(path, 'model'),
    classes: join(path, 'classes.json'),
    test: join(path, 'test.json'),
    report: join(path, 'report.html'),
    curves: join(path, 'curves'),
    web: join(path, 'web'),
  };
}

/** Throws `RUN_EXISTS` where something is in the folder already. Leftovers of a write that was cut off do not count. */
export async function assertFree({path}: RunFolder): Promise<void> {
  const content = existsSync(path) ? await readdir(path).catch(() => []) : [];
  if (content.every(name => name.endsWith('.partial'))) return;
  throw new CliError(`The run ${path} exists already.`, {
    code: 'RUN_EXISTS',
    exit: 'usage',
    mend: 'Go on with it by --resume, replace it by --overwrite, or give the new one another --name.',
  });
}

/**
 * Makes the folder of a new run, emptied. Refuses to empty a folder that is no run (`NOT_A_RUN`); `RUN_NOT_WRITABLE`
 * where it cannot be made.
 */
export async function createRunFolder(folder: RunFolder): Promise<void> {
  const {path} = folder;
  if (!existsSync(folder.config)) await assertFree(folder).catch(() => refuse(path));
  try {
    await rm(path, {recursive: true, force: true});
    await makeFolder(path);
  } catch (cause) {
    throw new CliError(`Cannot make the run folder ${path}: ${(cause as Error).message}`, {
      code: 'RUN_NOT_WRITABLE',
      exit: 'run',
      mend: 'Choose a place that can be written to with --out.',
      cause,
    });
  }
}

/** As mkdir with `recursive`, which never returns in places like /proc where nothing can be made. */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    const {code} = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return;
    if (code !== 'ENOENT' || dirname(path) === path) throw error;
    await makeFolder(dirname(path));
    await mkdir(path);
  }
}

function refuse(path: string): never {
  throw new CliError(`The folder ${path} is not a run, so it is not overwritten.`, {
    code: 'NOT_A_RUN',
    exit: 'usage',
    mend: 'Give the run another --name.',
  });
}

/** Finds a run by its name under `runs`, or by its path. Throws `UNKNOWN_RUN` with the nearest name. */
export async function findRunFolder(reference: string): Promise<RunFolder> {
  const path = [join(RUNS_DIR, reference), reference].find(candidate => existsSync(runFolder(candidate).config));
  if (path) return runFolder(path);
  const names = await listRuns();
  const near = nearest(reference, names);
  const list = names.length > 0 ? `Runs here: ${names.join(', ')}.` : `There are no runs in ${RUNS_DIR} yet.`;
  throw new CliError(`There is no run "${reference}".`, {
    code: 'UNKNOWN_RUN',
    exit: 'usage',
    mend: `${near ? `Did you mean ${near}? ` : ''}${list}`,
  });
}

/** How a person names a run on the command line: by its name where it is under `runs`, else by its path. */
export function referenceTo({path, name}: RunFolder): string {
  return relative(RUNS_DIR, path) === name ? name : path;
}

async function listRuns(): Promise<string[]> {
  const names = await readdir(RUNS_DIR).catch(() => []);
  return names.filter(name => existsSync(join(RUNS_DIR, name, 'config.json'))).sort();
}
