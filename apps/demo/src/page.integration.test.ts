import {readdirSync, readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import type {Browser, Page} from 'playwright-core';
import {type PreviewServer, preview} from 'vite';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {findChromium, launchChromium, NO_CHROMIUM} from '../../../tests/browser/chromium.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

test('the built site holds one copy of the core of TF.js, and not in the page', () => {
  const assets = readdirSync(`${root}dist/assets`).filter(name => name.endsWith('.js'));
  const copies = assets.map(name => ({name, count: count(readFileSync(`${root}dist/assets/${name}`, 'utf8'))}));
  expect(copies.reduce((sum, {count}) => sum + count, 0)).toBe(1);
  expect(copies.find(({name}) => name.startsWith('index-'))!.count).toBe(0);
});

/** How often the code has an error message of the core's engine. */
function count(code: string): number {
  return code.split('No backend found in registry.').length - 1;
}

const chromium = findChromium();
if (!chromium) console.warn(`The tests in a browser are skipped: ${NO_CHROMIUM}.`);

describe.skipIf(!chromium)('in Chromium', () => {
  let server: PreviewServer;
  let browser: Browser;
  let page: Page;
  let url: string;
  const complaints: string[] = [];
  const requested: string[] = [];

  beforeAll(async () => {
    server = await preview({root, logLevel: 'error', preview: {port: 0, host: 'localhost'}});
    url = server.resolvedUrls!.local[0]!;
    browser = await launchChromium();
    page = await browser.newPage();
    // The policy's violations are told on the console too.
    page.on('console', message => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', error => complaints.push(error.message));
    page.on('request', request => requested.push(request.url()));
    await page.goto(url);
    await button('Start training').waitFor();
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  const button = (name: string) => page.getByRole('button', {name, exact: true});
  const figure = async (id: string) => (await page.locator(`#${id}`).textContent()) ?? '';
  const figureAfter = async (id: string, milliseconds: number) => {
    await page.waitForTimeout(milliseconds);
    return figure(id);
  };
  const accuracy = async () => Number.parseFloat(await figure('accuracy'));

  test('names the engine and shows digits that nobody has read yet', async () => {
    expect(await figure('engine')).toMatch(/^WebAssembly SIMD, 1 thread \(TensorFlow\.js 4\.\d+\.\d+\)$/);
    expect(await page.locator('#digits li').count()).toBe(24);
    expect(await page.locator('#digits li').first().getAttribute('aria-label')).toMatch(/^A \d, not read yet$/);
    await expect(page.locator('#accuracy-chart canvas').count()).resolves.toBe(1);
  });

  test('trains, pauses, goes on, and reads nine of ten test digits', async () => {
    await button('Start training').click();
    await page.waitForFunction(() => document.querySelector('#loss')?.textContent !== '–');
    await button('Pause').click();
    await button('Go on').waitFor();
    await expect
      .poll(async () => (await figure('loss')) === (await figureAfter('loss', 700)), {timeout: 30_000})
      .toBe(true);
    await button('Go on').click();

    await page.waitForFunction(
      () => Number.parseFloat(document.querySelector('#accuracy')?.textContent ?? '') >= 90,
      null,
      {
        timeout: 180_000,
      },
    );
    expect(await accuracy()).toBeGreaterThanOrEqual(90);
    expect(Number((await figure('speed')).replaceAll(',', ''))).toBeGreaterThan(0);
    expect(await page.locator('#digits li.right').count()).toBeGreaterThanOrEqual(18);
  });

  test('starts over from new weights', async () => {
    await button('Pause').click();
    await button('Start over').click();
    await button('Pause').waitFor();
    await page.waitForFunction(() => document.querySelector('#epoch')?.textContent === '1 of 4');
    expect(await figure('accuracy')).toBe('–');
    await button('Pause').click();
  });

  test('changes between light and dark, and remembers', async () => {
    const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
    expect(await theme()).toBe('light');
    await button('Change to dark colours').click();
    expect(await theme()).toBe('dark');
    await page.reload();
    expect(await theme()).toBe('dark');
    await button('Start training').waitFor();
  });

  test('takes the engine that its address names', async () => {
    await page.goto(`${url}?engine=webgl`);
    await button('Start training').waitFor();
    expect(await figure('engine')).toMatch(/SwiftShader.*\(TensorFlow\.js 4\.\d+\.\d+\)$/);
  });

  test('asked nothing of anyone else, and nothing went wrong on the console', () => {
    expect(requested.filter(request => !request.startsWith(url))).toEqual([]);
    expect(requested.filter(request => request.endsWith('.wasm')).length).toBeGreaterThan(0);
    expect(complaints).toEqual([]);
  });
});
