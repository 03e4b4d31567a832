import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {build} from 'esbuild';
import {openModule} from './open-module.mjs';

/**
 * Bundles a module with all that it imports and opens a page with it; see `openModule`.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {string} entry Path of the module.
 * @param {{isolated?: boolean}} [options]
 */
export async function openBundle(browser, entry, options) {
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
    return await openModule(browser, outfile, options);
  } finally {
    await rm(folder, {recursive: true, force: true});
  }
}
