import {readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import sharp from 'sharp';
import {describe, expect, test} from 'vitest';
import type {Dataset} from '../../dataset.js';
import {temporaryFolders} from '../../testing/folder.js';
import {noise, photo, writeFiles} from '../../testing/photos.js';
import {collect} from '../../testing/toy.js';
import {horizontalFlip} from '../../transforms/flip.js';
import {onSamples} from '../../transforms/image-transform.js';
import {imageFolder} from './image-folder.js';

const folder = temporaryFolders();

/** A PNG that begins and ends well and has garbage between. */
async function rotten(): Promise<Buffer> {
  const bytes = await sharp(await noise())
    .png()
    .toBuffer();
  return bytes.fill(0x55, 200, bytes.length - 200);
}

async function pixels(dataset: Dataset): Promise<number[][]> {
  const samples = await Promise.all(Array.from({length: dataset.length}, (_, i) => dataset.get(i)));
  return samples.map(({data, label}) => [label, ...data.subarray(0, 3)]);
}

describe('imageFolder', () => {
  test('reads photos of any size and format to one size, RGB', async () => {
    const dir = folder();
    const image = sharp(await photo({width: 30, height: 20}));
    writeFiles(dir, {
      'a/1.jpg': await photo({width: 30, height: 20}),
      'a/2.png': await image.clone().png().toBuffer(),
      'a/3.webp': await image.clone().webp({lossless: true}).toBuffer(),
      'a/4.jpg': await image.clone().resize(400, 300).jpeg({quality: 100}).toBuffer(),
      'a/5.jpg': await image.clone().withMetadata({orientation: 6}).jpeg().toBuffer(),
      'a/6.gif': await image.clone().gif().toBuffer(),
    });
    const {train} = await imageFolder(dir, {size: [8, 10], workers: 0, split: {valid: 0, test: 0}});
    const [batch] = await collect(train.batch(6));
    expect(batch!.shape).toEqual([6, 8, 10, 3]);
    for (const [i, value] of batch!.x.entries()) expect(Math.abs(value - [255, 128, 0][i % 3]!)).toBeLessThan(4);
  });

  test('holds out the same share of each class, the same again for the same seed', async () => {
    const dir = folder();
    const jpeg = await photo();
    const names = [...Array(30).keys()].map(i => `cat/${i}.jpg`).concat([...Array(20).keys()].map(i => `dog/${i}.jpg`));
    writeFiles(dir, Object.fromEntries(names.map(name => [name, jpeg])));
    const open = (seed: number) => imageFolder(dir, {seed, workers: 0, split: {valid: 0.2, test: 0.1}});
    const {train, valid, test} = await open(1);
    const counts = [train, valid, test].map(part => [part.labels.filter(l => l === 0).length, part.length]);
    expect(counts).toEqual([
      [21, 35],
      [6, 10],
      [3, 5],
    ]);
  });

  test('one photo that breaks when it is decoded: the next of its class comes in its place, or an error', async () => {
    const dir = folder();
    writeFiles(dir, {
      'a/1.jpg': await photo({colour: '#ff0000'}),
      'a/2.png': await rotten(),
      'b/1.jpg': await photo({colour: '#0000ff'}),
      'a/3.jpg': await photo({colour: '#00ff00'}),
    });
    const options = {size: 4, workers: 0, split: {valid: 0, test: 0}};
    const problems: string[] = [];
    const {train} = await imageFolder(dir, {...options, onProblem: ({file}) => problems.push(file)});
    const read = await pixels(train);
    expect(read.map(([label, r, g, b]) => [label, r! > 200, g! > 200, b! > 200])).toEqual([
      [0, true, false, false],
      [0, false, true, false],
      [0, false, true, false],
      [1, false, false, true],
    ]);
    expect(await pixels(train)).toEqual(read);
    expect(problems).toEqual(['a/2.png']);

    const strict = await imageFolder(dir, {...options, broken: 'fatal'});
    await expect(strict.train.get(1)).rejects.toThrow(join('a', '2.png'));
    const checked = await imageFolder(dir, {...options, check: 'full'});
    expect(checked.train.length).toBe(3);
    expect(checked.scan.problems.map(({file}) => file)).toEqual(['a/2.png']);
    await expect(imageFolder(dir, {...options, check: 'full', broken: 'fatal'})).rejects.toThrow('1 problems');
  });

  test('a photo that goes away during a run does not end it', async () => {
    const dir = folder();
    writeFiles(dir, {'a/1.jpg': await photo({colour: '#ff0000'}), 'a/2.jpg': await photo({colour: '#00ff00'})});
    const {train} = await imageFolder(dir, {size: 4, workers: 0, split: {valid: 0, test: 0}});
    rmSync(join(dir, 'a/1.jpg'));
    expect((await pixels(train)).map(([, red]) => red! > 200)).toEqual([false, false]);
  });

  test('caches give the same pixels, stay within their bytes and do not trust a damaged file', async () => {
    const dir = folder();
    const files = await Promise.all([...Array(6).keys()].map(async i => [`a/${i}.jpg`, await noise({sigma: 20 + i})]));
    writeFiles(dir, Object.fromEntries(files));
    const disk = {dir: join(folder(), 'cache'), bytes: 3 * 800};
    const open = (cache = {}) => imageFolder(dir, {size: 16, workers: 0, split: {valid: 0, test: 0}, cache});
    const flipped = ({train}: {train: Dataset}) => pixels(train.map(onSamples(horizontalFlip()), {seed: 1}));
    const expected = await flipped(await open());
    for (const cache of [{memory: 2_000}, {memory: 1e6}, {disk}, {disk, memory: 1e6}]) {
      const opened = await open(cache);
      expect(await flipped(opened)).toEqual(expected);
      expect(await flipped(opened)).toEqual(expected);
    }
    const cached = readdirSync(disk.dir).map(name => join(disk.dir, name));
    expect(cached.length).toBeGreaterThan(0);
    expect(cached.reduce((sum, path) => sum + statSync(path).size, 0)).toBeLessThanOrEqual(disk.bytes);
    for (const path of cached) writeFileSync(path, readFileSync(path).fill(7, 60));
    expect(await flipped(await open({disk}))).toEqual(expected);
  });

  test.each([
    [{split: {valid: 0.5, test: 0.5}}, 'expected fractions that leave some to train'],
    [{size: 0}, 'image size: expected an integer from 1'],
    [{size: [4, 6] as const, fit: 'shorter' as const}, 'expected one number for the shorter side'],
    [{workers: -1}, 'workers: expected an integer'],
  ])('refuses %j', async (options, message) => {
    const dir = folder();
    writeFiles(dir, {'a/1.jpg': await photo()});
    await expect(imageFolder(dir, options)).rejects.toThrow(message);
  });
});
