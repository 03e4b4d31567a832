import {createRequire} from 'node:module';
import {dirname, join} from 'node:path';

const require = createRequire(import.meta.url);
const wasmFolder = join(dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'dist');

/** With these a page is cross-origin isolated: it may share memory between threads. */
const ISOLATION = {'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp'};

const PAGE = `<!doctype html><title>Page</title><link rel="icon" href="data:,">
<script type="module">import * as exported from '/module.js'; globalThis.exported = exported;</script>`;

/**
 * Opens a page that loads a module and has what it exports as `exported`. WASM's files are at `/`; nothing else is there.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {string} module Path of a file that imports no other.
 * @param {object} [options]
 * @param {boolean} [options.isolated] Whether the page is cross-origin isolated, so that WASM has threads.
 * @returns {Promise<import('playwright-core').Page>}
 */
export async function openModule(browser, module, {isolated = false} = {}) {
  const page = await browser.newPage();
  await page.route('http://localhost/**', (route, request) => {
    const {pathname} = new URL(request.url());
    const headers = isolated ? ISOLATION : {};
    if (pathname === '/') return route.fulfill({contentType: 'text/html', headers, body: PAGE});
    if (pathname === '/module.js') return route.fulfill({path: module, headers});
    if (pathname.endsWith('.wasm')) return route.fulfill({path: join(wasmFolder, pathname), headers});
    return route.fulfill({status: 404});
  });
  await page.goto('http://localhost/');
  await page.waitForFunction(() => 'exported' in globalThis);
  return page;
}
