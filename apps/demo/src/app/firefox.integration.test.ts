import {fileURLToPath} from 'node:url';
import {preview} from 'vite';
import {expect, test} from 'vitest';
import {findFirefox, launchFirefox, NO_FIREFOX} from '../../../../tests/browser/firefox.mjs';

const firefox = findFirefox();
if (!firefox) console.warn(`The site is not tested in Firefox: ${NO_FIREFOX}.`);

/** Looks for what `script` returns until it is there. */
const until = (script: string) => `
  for (let tries = 0; tries < 600; tries++) {
    const found = (() => {${script}})();
    if (found) return found;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  throw new Error('Waited a minute for: ' + ${JSON.stringify(script)});`;

test.skipIf(!firefox)('in Firefox every section opens, and a digit is drawn and read', async () => {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const server = await preview({root, logLevel: 'error', preview: {port: 0, host: 'localhost'}});
  const browser = await launchFirefox();
  try {
    await browser.open(`${server.resolvedUrls!.local[0]}?engine=wasm`);
    for (const id of ['learn', 'inside', 'photos', 'runs', 'draw']) {
      await browser.run(`location.hash = '#/${id}';`);
      const heading = `document.querySelector('main[data-section=${id}][aria-busy=false] h1')?.textContent`;
      expect(await browser.run(until(`return ${heading};`))).toMatch(/\w/);
    }
    await browser.run(until(`return document.querySelector('.maps') !== null;`));
    await browser.run(`[...document.querySelectorAll('.desk .controls button')].at(-1).click();`);
    const best = await browser.run(until(`return document.querySelector('.scores .first')?.textContent;`));
    expect(best).toMatch(/^\d.*\d %$/);
  } finally {
    await browser.close();
    await server.close();
  }
});
