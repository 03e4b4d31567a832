import type {Page} from 'playwright-core';
import type {Site} from './site.js';

/** Runs in the worker before its own code; twice, since a chunk of its code is named like it. */
const KEEP_CONTEXTS = `
  globalThis.loseContexts ??= (() => {
    const contexts = new Set();
    const {getContext} = OffscreenCanvas.prototype;
    OffscreenCanvas.prototype.getContext = function (...options) {
      const context = getContext.apply(this, options);
      if (options[0] === 'webgl2') contexts.add(context);
      return context;
    };
    return () => {
      for (const context of contexts) context?.getExtension('WEBGL_lose_context')?.loseContext();
    };
  })();
`;

/** A page on WebGL at a place such as `#/learn`, in a context of its own, whose GPU `loseGpu` takes away. */
export async function openOnLosableGpu(site: Site, place: string): Promise<Page> {
  const page = await (await site.browser.newContext({locale: 'en'})).newPage();
  // The worker is the only one who holds the context.
  await page.route(/\/worker-[^/]*\.js$/, async route => {
    const response = await route.fetch();
    await route.fulfill({response, body: `${KEEP_CONTEXTS}${await response.text()}`});
  });
  await page.goto(`${site.url}?engine=webgl${place}`);
  return page;
}

/** Takes the GPU away from the page's worker. */
export async function loseGpu(page: Page): Promise<void> {
  await Promise.all(page.workers().map(worker => worker.evaluate('loseContexts()')));
}
