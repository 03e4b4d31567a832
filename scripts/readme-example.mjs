import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {root} from './root.mjs';

/**
 * The JavaScript that README.md shows.
 *
 * @returns {string}
 * @throws {Error} when there is not exactly one example
 */
export function readmeExample() {
  const blocks = [...readFileSync(join(root, 'README.md'), 'utf8').matchAll(/^```js\n(.*?)^```$/gms)];
  const [code] = blocks.map(([, code]) => code);
  if (blocks.length !== 1 || code === undefined)
    throw new Error(`Expected one js block in README.md, found ${blocks.length}.`);
  return code;
}
