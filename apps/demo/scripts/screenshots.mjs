// Pictures of every section of the built site, light, dark and on a phone, in English and one in Chinese:
// `node scripts/screenshots.mjs FOLDER [SECTION…]`. What a section shows first has to be there before its picture is taken; its
// own preparation, such as a training, stands in `PREPARATIONS`.
import {mkdirSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import sharp from 'sharp';
import {preview} from 'vite';
import {launchChromium} from '../../../tests/browser/chromium.mjs';
import {PREPARATIONS} from './preparations.mjs';

const [folder, ...wanted] = process.argv.slice(2);
if (!folder) throw new Error('Expected the folder for the pictures: node scripts/screenshots.mjs FOLDER [SECTION…]');
mkdirSync(folder, {recursive: true});

const SHOTS = [
  {name: 'light', context: {viewport: {width: 1200, height: 900}, colorScheme: 'light', locale: 'en'}},
  {name: 'dark', context: {viewport: {width: 1200, height: 900}, colorScheme: 'dark', locale: 'en'}},
  {name: 'phone', context: {viewport: {width: 390, height: 844}, colorScheme: 'light', locale: 'en', isMobile: true}},
  {
    name: 'chinese',
    context: {viewport: {width: 390, height: 844}, colorScheme: 'dark', locale: 'zh-CN', isMobile: true},
  },
];

const server = await preview({
  root: fileURLToPath(new URL('..', import.meta.url)),
  logLevel: 'error',
  preview: {port: 0, host: 'localhost'},
});
const browser = await launchChromium();
const sections = wanted.length > 0 ? wanted : Object.keys(PREPARATIONS);
for (const section of sections) {
  for (const {name, context} of SHOTS) {
    const page = await (await browser.newContext(context)).newPage();
    await page.goto(`${server.resolvedUrls.local[0]}?engine=wasm#/${section}`);
    await page.locator(`main[data-section=${section}][aria-busy=false] h1`).waitFor();
    await PREPARATIONS[section](page);
    // In a window as high as the page, what is fixed to the window's bottom stands at the page's end.
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({width: context.viewport.width, height});
    await page.evaluate(() => scrollTo(0, 0));
    // Not a `fullPage` picture: for one, Chromium resizes the page, and a canvas is missing from one in ten.
    const picture = await page.screenshot();
    // 256 colours are enough for a page, and a quarter of the size.
    await sharp(picture)
      .png({palette: true, effort: 9})
      .toFile(join(folder, `${section}-${name}.png`));
    console.log(`${section}, ${name}`);
    await page.context().close();
  }
}
await browser.close();
await server.close();
