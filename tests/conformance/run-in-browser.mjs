import {mkdtemp, rm} from 'node:fs/promises';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {launchChromium} from '../browser/chromium.mjs';
import {bundleForBrowser} from './bundle.mjs';

const require = createRequire(import.meta.url);
const wasmFolder = join(dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'dist');

/** With these a page is cross-origin isolated: it may share memory between threads. */
const ISOLATION = {'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp'};

const PAGE = `<!doctype html><title>Specs</title>
<script>globalThis.wasmPaths = '/';</script>
<script type="module">import {run} from '/specs.js'; globalThis.runSpecs = run;</script>`;

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
    const page = await browser.newPage();
    await page.route('http://localhost/**', (route, request) => {
      const {pathname} = new URL(request.url());
      const headers = isolated ? ISOLATION : {};
      if (pathname === '/') return route.fulfill({contentType: 'text/html', headers, body: PAGE});
      if (pathname === '/specs.js') return route.fulfill({path: outfile, headers});
      if (pathname.endsWith('.wasm')) return route.fulfill({path: join(wasmFolder, pathname), headers});
      return route.fulfill({status: 404});
    });
    await page.goto('http://localhost/');
    return await page.evaluate(options => globalThis.runSpecs(options), options);
  } finally {
    await browser.close();
    await rm(folder, {recursive: true, force: true});
  }
}
