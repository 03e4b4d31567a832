import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {build} from 'esbuild';

/**
 * Bundles a module with all that it imports, for a page, and gives the bundle's path to `use`, after which it is removed.
 *
 * @template T
 * @param {string} entry Path of the module.
 * @param {(bundle: string) => Promise<T>} use
 * @returns {Promise<T>}
 */
export async function withBundle(entry, use) {
  const folder = await mkdtemp(join(tmpdir(), 'bundle-'));
  try {
    const outfile = join(folder, 'bundle.js');
    await build({
      entryPoints: [entry],
      outfile,
      bundle: true,
      format: 'esm',
      target: 'es2022',
      platform: 'browser',
      mainFields: ['module', 'main'],
      define: {global: 'globalThis'},
      logLevel: 'error',
    });
    return await use(outfile);
  } finally {
    await rm(folder, {recursive: true, force: true});
  }
}
