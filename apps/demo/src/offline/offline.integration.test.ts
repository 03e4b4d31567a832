import {readdirSync, readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {hasChromium, type Site, startSite} from '../testing/site.js';

const dist = fileURLToPath(new URL('../../dist/', import.meta.url));

test('the service worker knows every file of the built site', () => {
  const code = readFileSync(`${dist}service-worker.js`, 'utf8');
  const files = readdirSync(dist, {recursive: true, withFileTypes: true})
    .filter(entry => entry.isFile() && entry.name !== 'service-worker.js')
    .map(entry => `${entry.parentPath}/${entry.name}`.replaceAll('//', '/').slice(dist.length));
  expect(files.length).toBeGreaterThan(5);
  // A list, or one text of many names, as the minifier likes.
  const named = new Set(code.split(/[`"',]/));
  expect(files.filter(file => !named.has(file))).toEqual([]);
});

describe.skipIf(!hasChromium)('in Chromium', () => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite();
  });
  afterAll(() => site?.close());

  test('after one visit every section opens without a network, after a reload too', async () => {
    const page = await site.open('?engine=wasm');
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await page.context().setOffline(true);
    await page.reload();
    const links = await page.locator('nav a').all();
    expect(links.length).toBe(5);
    for (const link of links) {
      await link.click();
      const section = (await link.getAttribute('href'))!.slice(2);
      await page.locator(`main[data-section=${section}][aria-busy=false] h1`).waitFor();
    }
    expect(site.complaints).toEqual([]);
  });
});
