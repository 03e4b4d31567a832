import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {launchChromium} from '../browser/chromium.mjs';
import {openModule} from '../browser/open-module.mjs';
import {bundleForBrowser} from './bundle.mjs';

/**
 * Runs TF.js's specs on an engine in a page of Chromium.
 *
 * @param {string} engine Path of the engine module; see engines/.
 * @param {object} [options]
 * @param {string} [options.filter] Regular expression: only specs whose full name it matches.
 * @param {boolean} [options.isolated] Whether the page is cross-origin isolated, so that WASM has threads.
 * @returns {Promise<import('./specs.mjs').Result>}
 */
export async function runInBrowser(engine, {isolated = false, ...options} = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'conformance-'));
  const browser = await launchChromium();
  try {
    const outfile = join(folder, 'specs.js');
    await bundleForBrowser(engine, outfile);
    const page = await openModule(browser, outfile, {isolated});
    return await page.evaluate(options => globalThis.exported.run(options), options);
  } finally {
    await browser.close();
    await rm(folder, {recursive: true, force: true});
  }
}
