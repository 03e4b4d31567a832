import {serveModule} from './serve-module.mjs';

/**
 * Opens a page of Chromium that has what a module exports as `exported`; see `serveModule`.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {string} module
 * @param {{isolated?: boolean}} [options]
 * @returns {Promise<import('playwright-core').Page>}
 */
export async function openModule(browser, module, options) {
  const {url, close} = await serveModule(module, options);
  const page = await browser.newPage();
  page.once('close', close);
  await page.goto(url);
  await page.waitForFunction(() => 'exported' in globalThis);
  return page;
}
