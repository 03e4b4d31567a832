import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import sharp from 'sharp';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {tailorPhotos} from './tailor-photos.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'residual-photos-'));
  const photo = await sharp({create: {width: 8, height: 8, channels: 3, background: '#333'}})
    .jpeg()
    .toBuffer();
  for (const name of ['cats/1.jpg', 'cats/2.jpg', 'dogs/1.jpg', 'dogs/2.jpg']) {
    await mkdir(join(folder, name, '..'), {recursive: true});
    await writeFile(join(folder, name), photo);
  }
});
afterAll(() => rm(folder, {recursive: true}));

test.each([
  ['resnet18', 64e9, 16],
  ['resnet18', 1e9, 8],
  ['resnet50', 64e9, 16],
  ['resnet50', 3.4e9, 8],
])('%s on a machine with %d bytes: batches of %d', async (model, memory, batchSize) => {
  const overrides = new Map([['model.name', model]]);
  const {input} = await tailorPhotos(folder, {from: undefined, overrides, memory});
  expect(input.batchSize).toBe(batchSize);
});
