import {mkdir, rm} from 'node:fs/promises';
import {join} from 'node:path';
import {cacheFolder, type Environment, tensorFlowFolder} from './cache.js';
import {withLock} from './lock.js';
import {folderSize} from './space.js';

/** Which cache, and how to stop waiting. */
export interface RemoveOptions {
  /** Variables in place of `process.env`. */
  readonly environment?: Environment;
  readonly signal?: AbortSignal | undefined;
}

/** Bytes on the disk that `setup` has taken: the installation, and wheels of a setup that did not end. */
export async function installedSize({environment = process.env}: RemoveOptions = {}): Promise<number> {
  return folderSize(tensorFlowFolder(environment));
}

/** Removes what `setup` installed and fetched; waits for a setup that is under way. Resolves to the bytes set free. */
export async function removeSetup({environment = process.env, signal}: RemoveOptions = {}): Promise<number> {
  const bytes = await installedSize({environment});
  if (bytes === 0) return 0;
  await mkdir(cacheFolder(environment), {recursive: true});
  return withLock(join(cacheFolder(environment), 'tensorflow.lock'), {signal}, async () => {
    await rm(tensorFlowFolder(environment), {recursive: true, force: true});
    return bytes;
  });
}
