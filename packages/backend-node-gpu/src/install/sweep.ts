import {readdir, rm} from 'node:fs/promises';
import {join} from 'node:path';
import {type Environment, tensorFlowFolder} from './cache.js';
import {MARKER, readInstallation} from './installation.js';

/** Name of the folder that keeps wheels until they are unpacked. */
export const DOWNLOADS = 'downloads';

/** Names of wheels that have not wholly come begin so. */
export const PARTIAL = 'partial-';

/** Removes what interrupted setups and replaced installations left behind. The caller holds the lock. */
export async function sweep(environment: Environment): Promise<void> {
  const root = tensorFlowFolder(environment);
  const installation = await readInstallation(environment);
  const kept = new Set([DOWNLOADS, MARKER, installation?.folder]);
  const names = (await readdir(root)).filter(name => !kept.has(name));
  const downloads = await readdir(join(root, DOWNLOADS)).catch(() => []);
  const partial = downloads.filter(name => name.startsWith(PARTIAL)).map(name => join(DOWNLOADS, name));
  for (const name of [...names, ...partial]) await rm(join(root, name), {recursive: true, force: true});
}
