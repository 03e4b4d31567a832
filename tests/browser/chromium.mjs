import {existsSync} from 'node:fs';
import {chromium} from 'playwright-core';

/** Where Chromium or Chrome is, in the order of trial. */
const PLACES = [
  process.env.CHROME_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The word for a test that is skipped. */
export const NO_CHROMIUM = 'no Chromium was found: install it, or set CHROME_PATH';

/** Path of Chromium, or undefined. @returns {string | undefined} */
export function findChromium() {
  return PLACES.find(path => path && existsSync(path));
}

/**
 * Starts Chromium with WebGL and WebGPU on SwiftShader, its software driver, and a profile of its own that goes with it.
 *
 * @returns {Promise<import('playwright-core').Browser>}
 */
export function launchChromium() {
  const executablePath = findChromium();
  if (!executablePath) throw new Error(NO_CHROMIUM);
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      '--enable-unsafe-webgpu',
      '--use-webgpu-adapter=swiftshader',
    ],
  });
}
