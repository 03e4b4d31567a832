import {mkdir} from 'node:fs/promises';
import {join} from 'node:path';
import {EngineError} from '../errors.js';
import {cacheFolder, type Environment, tensorFlowFolder} from './cache.js';
import {findInstalled, type TensorFlowLibrary} from './find.js';
import {install} from './install.js';
import {readInstallation} from './installation.js';
import {withLock} from './lock.js';
import {chooseWheel, currentHost} from './platform.js';
import type {SelfTest} from './self-test.js';
import {type VerifyOptions, verifyLibrary} from './verify.js';

/** How far `setup` has come. */
export interface SetupProgress {
  /** `wait`: another process is setting up. */
  readonly phase: 'wait' | 'download' | 'unpack' | 'verify';
  /** Part of the phase that is done, from 0 to 1. */
  readonly fraction: number;
  /** What is being done, for people. */
  readonly message: string;
}

/** What to install. What is left out accepts whatever is installed already. */
export interface SetupOptions {
  /** Whether to take the CUDA build with CUDA's libraries (Linux x64). Default: false. */
  readonly gpu?: boolean | undefined;
  /** TensorFlow's version, 2.16.1 or later. Default: the one that this package was tested with. */
  readonly version?: string | undefined;
  /** Whether to install anew what is installed already. Default: false. */
  readonly force?: boolean | undefined;
  readonly onProgress?: ((progress: SetupProgress) => void) | undefined;
  /** Stops the setup; wheels that have come are kept for the next time. */
  readonly signal?: AbortSignal | undefined;
  /** Variables in place of `process.env`. */
  readonly environment?: Environment;
  /** Tests a library before it becomes the installed one. Default: runs operations on it in a process of its own. */
  readonly verify?: (library: string, options: VerifyOptions) => Promise<SelfTest>;
}

/**
 * Installs TensorFlow's libraries into the user's cache folder: fetches the wheel with pip or uv from the index that
 * they are configured for, takes the libraries out, checks each against the wheel's checksums, runs operations on
 * them. Needs no Python afterwards.
 *
 * What is installed already, and fits, is answered at once. An installation appears in one step when it is whole;
 * until then the former one stays. One process at a time installs, others wait and take its result.
 *
 * @throws EngineError `UNSUPPORTED` where TensorFlow has no library for this machine, `SETUP_FAILED` without pip and
 * uv or when the wheel cannot be fetched, `NO_SPACE`, `DAMAGED` for a broken download, `LOAD_FAILED` when the library
 * does not work here. Rejects with the signal's reason when `signal` fires.
 */
export async function setup({
  gpu,
  version,
  force = false,
  onProgress = () => {},
  signal,
  environment = process.env,
  verify = verifyLibrary,
}: SetupOptions = {}): Promise<TensorFlowLibrary> {
  if (version !== undefined && !/^\d+\.\d+\.\d+\w*$/.test(version)) {
    throw new EngineError('SETUP_FAILED', `expected a version such as 2.21.0, got ${JSON.stringify(version)}`);
  }
  const wheel = chooseWheel(currentHost(), {gpu: gpu ?? false, version});
  const fitting = async () => {
    const installation = await readInstallation(environment);
    const fits =
      (gpu ?? installation?.gpu) === installation?.gpu && (version ?? installation?.version) === installation?.version;
    return fits ? findInstalled(environment) : undefined;
  };
  const present = force ? undefined : await fitting();
  if (present) return present;
  await makeFolder(cacheFolder(environment));
  const onWait = () => onProgress({phase: 'wait', fraction: 0, message: 'waiting for another setup to end'});
  return withLock(join(cacheFolder(environment), 'tensorflow.lock'), {signal, onWait}, async held => {
    const meanwhile = force ? undefined : await fitting();
    if (meanwhile) return meanwhile;
    await makeFolder(tensorFlowFolder(environment));
    await install({...wheel, gpu: gpu ?? false, onProgress, signal: held, environment, verify});
    return (await findInstalled(environment))!;
  });
}

async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, {recursive: true}).catch(error => {
    const mend = 'expected a cache folder to write to; set RESIDUAL_CACHE_DIR to one';
    throw new EngineError('SETUP_FAILED', `${folder}: ${mend} (${error.message})`, {cause: error});
  });
}
