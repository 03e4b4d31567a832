import {mkdir, readFile, writeFile} from 'node:fs/promises';
import {contactSheet} from '@residual/data/node';
import {expect, test} from 'vitest';
import {EXIT} from '../exit-codes.js';
import {useWorkplace} from '../testing/residual.js';

const {at, residual} = useWorkplace();

test('data inspect tells classes, equal and broken files of a folder, and draws a sheet', async () => {
  const image = {height: 2, width: 2, channels: 3, data: new Uint8Array(12).fill(99)};
  const png = await contactSheet([{image}], {cell: 30});
  for (const name of ['cat', '犬']) {
    await mkdir(at(`photos/${name}`), {recursive: true});
    await writeFile(at(`photos/${name}/1.png`), png);
  }
  await writeFile(at('photos/cat/2.png'), '');
  const {code, stdout} = await residual('data inspect photos --out sheet.png');
  expect(stdout).toMatch(/cat +1 +50\.0 %/);
  expect(stdout).toContain('cat/1.png = 犬/1.png');
  expect(stdout).toContain('got an empty file');
  expect(code).toBe(EXIT.data.code);
  expect((await readFile(at('sheet.png'))).subarray(1, 4).toString()).toBe('PNG');
});

test('data inspect of a data set that is not photos', async () => {
  const {code, stdout} = await residual('data inspect digits');
  expect(stdout).toMatch(/7 +500 +10\.0 %/);
  expect(code).toBe(0);
});
