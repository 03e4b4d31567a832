import {readFileSync} from 'node:fs';
import type {Page} from 'playwright-core';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {hasChromium, type Site, startSite} from '../../testing/site.js';

/** A 7, as corners of lines in hundredths of the paper. */
const SEVEN = [
  [25, 20],
  [75, 20],
  [45, 85],
] as const;

describe.skipIf(!hasChromium)('in Chromium', () => {
  let site: Site;
  let page: Page;

  beforeAll(async () => {
    site = await startSite();
    page = await site.open('?engine=wasm#/draw');
    await page.locator('.maps').first().waitFor();
  });
  afterAll(() => site?.close());

  const paper = () => page.getByRole('application', {name: 'Paper for a digit'});
  const likely = () => page.locator('.likely strong');
  const heard = () => page.locator('.answer [role=status]');

  async function draw(corners: readonly (readonly [number, number])[]): Promise<void> {
    await paper().scrollIntoViewIfNeeded();
    const {x, y, width, height} = (await paper().boundingBox())!;
    const [first, ...rest] = corners.map(
      ([left, top]) => [x + (left / 100) * width, y + (top / 100) * height] as const,
    );
    await page.mouse.move(...first!);
    await page.mouse.down();
    for (const corner of rest) await page.mouse.move(...corner, {steps: 8});
    await page.mouse.up();
  }

  test('a digit that is drawn with the pointer is read, shown as maps, and taken back', async () => {
    expect(await likely().textContent()).toBe('?');
    await draw(SEVEN);
    await expect.poll(() => likely().textContent()).toBe('7');
    expect(await page.locator('.scores .first').textContent()).toMatch(/^7(9\d|100)\.\d %$/);
    await expect.poll(() => heard().textContent()).toMatch(/^Likely a 7, (9\d|100)\.\d % sure$/);
    expect(await page.locator('.map').count()).toBe(16 + 16 + 32 + 32);
    const inked = await page
      .locator('.map canvas')
      .evaluateAll(
        all =>
          all.filter(one => (one as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, 12, 12).data.some(Boolean))
            .length,
      );
    expect(inked).toBeGreaterThan(48);

    await page.getByRole('button', {name: 'Undo'}).click();
    await expect.poll(() => likely().textContent()).toBe('?');
  });

  test('a digit that is drawn by keyboard alone is read, and cleared', async () => {
    await paper().focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press(' ');
    for (let i = 0; i < 15; i++) await page.keyboard.press('ArrowDown');
    await page.keyboard.press(' ');
    await expect.poll(() => likely().textContent()).toBe('1');
    await page.keyboard.press('Delete');
    await expect.poll(() => likely().textContent()).toBe('?');
  });

  test('a finger on a phone draws too, and the page does not scroll', async () => {
    const phone = await site.open('?engine=wasm#/draw', {
      viewport: {width: 360, height: 740},
      hasTouch: true,
      isMobile: true,
    });
    await phone.locator('.maps').first().waitFor();
    const {x, y, width, height} = (await phone.locator('.paper').boundingBox())!;
    const touch = await phone.context().newCDPSession(phone);
    const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', places: readonly (readonly [number, number])[]) =>
      touch.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: places.map(([left, top]) => ({x: x + (left / 100) * width, y: y + (top / 100) * height})),
      });
    await send('touchStart', [SEVEN[0]]);
    for (const corner of SEVEN.slice(1)) await send('touchMove', [corner]);
    await send('touchEnd', []);
    await expect.poll(() => phone.locator('.likely strong').textContent()).toBe('7');
    expect(await phone.evaluate(() => scrollY)).toBe(0);
    // Nothing is wider than the phone.
    expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await phone.context().close();
  });

  test('a map is enlarged by click and by arrow keys', async () => {
    const maps = page.getByRole('group', {name: 'Maps of Residual block 1'}).getByRole('button');
    await maps.nth(3).click();
    await page.getByRole('img', {name: 'Map 4 of 16, Residual block 1, large'}).waitFor();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('img', {name: 'Map 5 of 16, Residual block 1, large'}).waitFor();
  });

  test('a network that was trained in the page is taken, and the one that ships can be chosen again', async () => {
    await storeNetwork(page);
    await page.reload();
    await page.locator('.maps').first().waitFor();
    const choice = page.getByRole('combobox', {name: 'Network'});
    expect(await choice.locator('option').allTextContents()).toEqual([
      expect.stringMatching(/^mine, trained here .+, 97\.0 % right$/),
      'Comes with this page, 98.9 % of test digits right',
    ]);
    expect(await choice.inputValue()).toBe('an-id');
    await draw(SEVEN);
    await expect.poll(() => likely().textContent()).toBe('7');
    await choice.selectOption({index: 1});
    await page.getByRole('button', {name: 'Clear'}).click();
    await draw(SEVEN);
    await expect.poll(() => likely().textContent()).toBe('7');
    await choice.selectOption({index: 0});
    await page.getByRole('button', {name: 'Delete the network mine'}).click();
    await expect.poll(() => choice.locator('option').count()).toBe(1);
    await page.reload();
    await page.locator('.maps').first().waitFor();
    expect(await choice.locator('option').count()).toBe(1);
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  test('speaks Chinese', async () => {
    await page.getByRole('button', {name: '中文'}).click();
    await page.getByRole('button', {name: '替我写一个'}).click();
    await expect.poll(() => heard().textContent()).toMatch(/^可能是 \d，把握 \d+\.\d %$/);
    await page.getByRole('button', {name: 'English'}).click();
  });

  test('asked nothing of anyone else, and nothing went wrong on the console', () => {
    expect(site.outside).toEqual([]);
    expect(site.complaints).toEqual([]);
  });
});

/** Puts a network among those of the page, as Learn does; it is the one that ships, under another name. */
async function storeNetwork(page: Page): Promise<void> {
  const file = (name: string) => readFileSync(new URL(`../../../models/digits/${name}`, import.meta.url));
  const {modelTopology, weightsManifest, userDefinedMetadata} = JSON.parse(String(file('model.json')));
  const files = {modelTopology, weightSpecs: weightsManifest[0].weights, userDefinedMetadata};
  await page.evaluate(
    async ({files, weights}) => {
      const {result} = await new Promise<{result: IDBDatabase}>(resolve => {
        const request = indexedDB.open('residual');
        request.onsuccess = () => resolve(request);
      });
      const transaction = result.transaction(['models', 'weights'], 'readwrite');
      const info = {id: 'an-id', name: 'mine', kind: 'digits', made: Date.now(), accuracy: 0.97, classes: []};
      transaction.objectStore('models').put(info);
      transaction.objectStore('weights').put({...files, weightData: Uint8Array.from(weights).buffer}, 'an-id');
      await new Promise(resolve => {
        transaction.oncomplete = resolve;
      });
      result.close();
    },
    {files, weights: [...file('weights.bin')]},
  );
}
