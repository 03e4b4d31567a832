import {existsSync, readFileSync} from 'node:fs';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {hasChromium, type Site, startSite} from '../../testing/site.js';

/** RESIDUAL_MANY_PHOTOS=2000 tries as many as people have; the default is enough to see what stays behind for each. */
const PHOTOS = Number(process.env.RESIDUAL_MANY_PHOTOS ?? 400);
const WARM_UP = 100;
const MEGABYTE = 2 ** 20;

const hasProc = existsSync('/proc/self/status');
if (!hasProc) console.warn('The memory of the browser is not measured: there is no /proc.');

describe.skipIf(!hasChromium || !hasProc)('in Chromium', () => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite();
  });
  afterAll(() => site?.close());

  test('many photos leave nothing behind but what the network sees in them', async () => {
    const page = await site.open('?engine=wasm#/photos');
    await page.getByRole('button', {name: 'Add a class'}).click();
    const add = async (count: number, expected: number) => {
      await page.locator('.class-card input[type=file]').evaluate(async (input: HTMLInputElement, count) => {
        const canvas = new OffscreenCanvas(640, 480);
        canvas.getContext('2d')!.fillRect(100, 100, 300, 200);
        const bytes = await canvas.convertToBlob({type: 'image/jpeg'});
        const data = new DataTransfer();
        for (let i = 0; i < count; i++) data.items.add(new File([bytes], `${i}.jpg`));
        input.files = data.files;
        input.dispatchEvent(new Event('change', {bubbles: true}));
      }, count);
      await page.getByText(`${expected.toLocaleString('en')} photos`, {exact: true}).waitFor({timeout: 600_000});
    };
    await add(WARM_UP, WARM_UP);
    const before = await residentBytes(site);
    await add(PHOTOS - WARM_UP, PHOTOS);
    // A decoded photo takes 1.2 MB: kept ones would take hundreds.
    expect((await residentBytes(site)) - before).toBeLessThan(100 * MEGABYTE);
    expect(site.complaints).toEqual([]);
  }, 600_000);
});

/** Of all processes that run pages and their workers. */
async function residentBytes({browser}: Site): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const {processInfo} = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const sizes = processInfo
    .filter(({type}) => type === 'renderer')
    .map(({id}) => Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))![1]) * 1024);
  return sizes.reduce((sum, size) => sum + size, 0);
}
