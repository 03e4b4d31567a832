import {readdir} from 'node:fs/promises';
import {basename, dirname, join} from 'node:path';
import type {Environment} from './cache.js';
import {run} from './run.js';

/** A Python may sit behind a slow launcher or a network file system; past this it counts as absent. */
const TIMEOUT_SECONDS = 15;

/** Prints the folder of the package `tensorflow` without importing it, and without taking a folder of that name here. */
const LOCATE = `
import importlib.util, sys
sys.path = [folder for folder in sys.path if folder]
spec = importlib.util.find_spec("tensorflow")
print(list(spec.submodule_search_locations or [""])[0] if spec else "")
`;

/** Commands that may start a Python, the active environment's first. */
export function pythons(environment: Environment): string[] {
  const active = [environment.VIRTUAL_ENV, environment.CONDA_PREFIX].filter(prefix => prefix !== undefined);
  return [...active.map(prefix => join(prefix, 'bin', 'python')), 'python3', 'python'];
}

/** Where a Python keeps its package `tensorflow`. */
export interface PythonPackage {
  readonly folder: string;
  readonly version?: string;
}

/** The package `tensorflow` of the first Python in `pythons` that has one; it is located, never imported. */
export async function pythonTensorFlow(environment: Environment): Promise<PythonPackage | undefined> {
  for (const python of pythons(environment)) {
    const answer = await run(python, ['-c', LOCATE], {environment, timeoutSeconds: TIMEOUT_SECONDS});
    const folder = answer?.status === 0 ? answer.stdout.trim() : '';
    if (folder !== '') return {folder, ...(await versionBeside(folder))};
  }
  return undefined;
}

/** The version in the name of `tensorflow-2.21.0.dist-info` or `tensorflow_cpu-2.21.0.dist-info` beside the package. */
async function versionBeside(folder: string): Promise<{version?: string}> {
  const names = await readdir(dirname(folder)).catch(() => []);
  const pattern = new RegExp(`^${basename(folder)}(_\\w+)?-(\\d[^-]*)\\.dist-info$`);
  const version = names.map(name => pattern.exec(name)?.[2]).find(found => found !== undefined);
  return version === undefined ? {} : {version};
}
