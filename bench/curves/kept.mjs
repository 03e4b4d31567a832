import {existsSync, readFileSync, renameSync, writeFileSync} from 'node:fs';

/**
 * What is in a JSON file; where there is none, it is computed and written, whole or not at all.
 *
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} compute
 * @returns {Promise<T>}
 */
export async function kept(file, compute) {
  if (!existsSync(file)) {
    writeFileSync(`${file}.partial`, `${JSON.stringify(await compute())}\n`);
    renameSync(`${file}.partial`, file);
  }
  return JSON.parse(readFileSync(file, 'utf8'));
}
