import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';

/** The folder of the repository. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** The command line tool, once built. */
export const cli = join(root, 'apps/cli/dist/main.js');

/**
 * A JSON file of the repository.
 *
 * @param {string} path relative to the root
 */
export function readJson(path) {
  return JSON.parse(readFileSync(join(root, path), 'utf8'));
}
