import {execFileSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {expect, test} from 'vitest';

const script = fileURLToPath(new URL('../memory/photos.mjs', import.meta.url));
const data = process.env.RESIDUAL_DATA_DIR ?? fileURLToPath(new URL('../../../shared/data', import.meta.url));
const photos = `${data}/cats-dogs`;

test.skipIf(!existsSync(photos))('10,000 photos stream through two epochs in less than 600 MB', () => {
  const found = JSON.parse(execFileSync(process.execPath, [script, photos], {encoding: 'utf8'}));
  expect(found.photos).toBe(20_000);
  expect(found.added).toBeLessThan(600e6);
});
