import {withBundle} from './bundle.mjs';
import {openModule} from './open-module.mjs';

/**
 * Bundles a module with all that it imports and opens a page of Chromium with it; see `serveModule`.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {string} entry Path of the module.
 * @param {{isolated?: boolean}} [options]
 */
export function openBundle(browser, entry, options) {
  return withBundle(entry, bundle => openModule(browser, bundle, options));
}
