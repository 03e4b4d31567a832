import {fileURLToPath} from 'node:url';
import type {Browser, BrowserContextOptions, Page} from 'playwright-core';
import {type PreviewServer, preview} from 'vite';
import {findChromium, launchChromium, NO_CHROMIUM} from '../../../../tests/browser/chromium.mjs';

/** Whether tests in a browser can run; where not, the console says why. */
export const hasChromium: boolean = Boolean(findChromium());
if (!hasChromium) console.warn(`The tests in a browser are skipped: ${NO_CHROMIUM}.`);

/** The built site in a real browser. */
export interface Site {
  readonly url: string;
  readonly browser: Browser;
  /** A page in a context of its own, with nothing stored, at a place of the site such as `?engine=wasm#/draw`. */
  open(place?: string, options?: BrowserContextOptions): Promise<Page>;
  /** Errors and warnings of all consoles so far; the policy's violations are among them. */
  readonly complaints: readonly string[];
  /** Everything that was asked of anyone but the site. */
  readonly outside: readonly string[];
  close(): Promise<void>;
}

/** Milliseconds of each task of the page's main thread over 50 ms, since it was opened. */
export function longTasks(page: Page): Promise<number[]> {
  return page.evaluate(() => (globalThis as unknown as {longTasks: number[]}).longTasks);
}

/** Runs in the page before its own code. */
function observeLongTasks(): void {
  const durations: number[] = [];
  Object.assign(globalThis, {longTasks: durations});
  new PerformanceObserver(list => durations.push(...list.getEntries().map(({duration}) => duration))).observe({
    type: 'longtask',
    buffered: true,
  });
}

/** Serves the built site and starts a browser for it. */
export async function startSite(): Promise<Site> {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const server: PreviewServer = await preview({root, logLevel: 'error', preview: {port: 0, host: 'localhost'}});
  const url = server.resolvedUrls!.local[0]!;
  const browser = await launchChromium();
  const complaints: string[] = [];
  const outside: string[] = [];
  return {
    url,
    browser,
    complaints,
    outside,
    async open(place = '', options = {}) {
      const context = await browser.newContext({locale: 'en', ...options});
      const page = await context.newPage();
      await page.addInitScript(observeLongTasks);
      page.on('console', message => {
        if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
      });
      page.on('pageerror', error => complaints.push(error.message));
      context.on('request', request => {
        if (!request.url().startsWith(url) && !request.url().startsWith('blob:')) outside.push(request.url());
      });
      await page.goto(url + place);
      return page;
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}
