import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import sharp from 'sharp';
import {afterEach, describe, expect, test} from 'vitest';
import {createOutput} from '../output/output.js';
import {Collector} from '../testing/residual.js';
import {openData} from './open-data.js';
import type {RecipeInput} from './recipe.js';
import {resolveRecipe} from './resolve.js';

function open(
  data: Partial<RecipeInput['data']>,
  {dataDir = undefined as string | undefined, stderr = new Collector()} = {},
) {
  const output = createOutput({streams: {stdout: new Collector(), stderr, env: {}}});
  const input: RecipeInput = {
    name: 'mine',
    model: {name: 'mnist-residual'},
    data: {name: 'digits', shuffle: false, normalize: {mean: [0.5], std: [0.5]}, ...data},
    epochs: 1,
    learningRate: 0.1,
  };
  return openData(resolveRecipe({input, source: 'mine.json'}), {output, dataDir});
}

describe('openData', () => {
  test('resizes all images', async () => {
    const {train, valid, test: held, inputShape} = await open({resize: 40, validation: 0.1});
    expect(inputShape).toEqual([40, 40, 1]);
    for (const part of [train, valid, held]) expect((await part.get(0)).shape).toEqual([40, 40, 1]);
  });

  test('augments images to train on, and only those', async () => {
    const plain = await open({validation: 0.1});
    const augmented = await open({validation: 0.1, augment: [{name: 'rotation', degrees: 40}]});
    expect((await augmented.train.get(0)).data).not.toEqual((await plain.train.get(0)).data);
    expect(await augmented.valid.get(0)).toEqual(await plain.valid.get(0));
    expect(await augmented.test.get(0)).toEqual(await plain.test.get(0));
  });

  test('draws the same for the same seed and epoch, and anew every epoch', async () => {
    const augment = [{name: 'random-crop', size: 28, padding: 4}];
    const [one, two] = [await open({augment}), await open({augment})];
    const images = async ({train}: typeof one, epoch: number) =>
      Promise.all(Array.from({length: 20}, async (_, i) => (await train.epoch(epoch).get(i)).data));
    expect(await images(one, 1)).toEqual(await images(two, 1));
    expect(await images(one, 1)).not.toEqual(await images(one, 2));
  });

  test('takes the first images, which are of all classes', async () => {
    const {train} = await open({take: 100});
    const whole = await open({});
    expect([...train.labels]).toEqual([...whole.train.labels.slice(0, 100)]);
    expect(new Set(train.labels).size).toBe(10);
  });

  test('refuses an augmentation that makes another size', async () => {
    await expect(open({augment: [{name: 'center-crop', size: 24}]})).rejects.toThrow(
      'data.augment makes images of 24 x 24 x 1, while those to evaluate are 28 x 28 x 1.',
    );
  });
});

describe('photos', () => {
  let dir = '';
  afterEach(() => rmSync(dir, {recursive: true, force: true}));

  async function folderOf(names: readonly string[]): Promise<string> {
    dir = mkdtempSync(join(tmpdir(), 'residual-open-'));
    const photo = await sharp({create: {width: 40, height: 30, channels: 3, background: 'teal'}})
      .jpeg()
      .toBuffer();
    for (const name of names) {
      mkdirSync(join(dir, name, '..'), {recursive: true});
      writeFileSync(join(dir, name), photo);
    }
    return dir;
  }

  test('are read in the size of the recipe, and what is wrong with them is told once', async () => {
    const dataDir = await folderOf(['a/1.jpg', 'a/2.jpg', 'b/1.jpg', 'b/2.jpg']);
    writeFileSync(join(dataDir, 'b/3.jpg'), '');
    const stderr = new Collector();
    const {train, inputShape, classes} = await open({name: 'photos', resize: 32}, {dataDir, stderr});
    expect(inputShape).toEqual([32, 32, 3]);
    expect((await train.get(0)).shape).toEqual([32, 32, 3]);
    expect(classes).toEqual(['a', 'b']);
    expect(stderr.text.split('got an empty file').length - 1).toBe(1);
  });

  test('take their classes from a CSV in the folder', async () => {
    const dataDir = await folderOf(['x/1.jpg', 'x/2.jpg', 'x/3.jpg', 'x/4.jpg']);
    writeFileSync(join(dataDir, 'labels.csv'), 'path,label\nx/1.jpg,owl\nx/2.jpg,owl\nx/3.jpg,cat\nx/4.jpg,cat\n');
    const {classes} = await open({name: 'photos', labels: 'labels.csv'}, {dataDir});
    expect(classes).toEqual(['cat', 'owl']);
  });

  test('alone have labels in a file', () => {
    expect(() => open({labels: 'labels.csv'})).toThrow('only photos take labels from a file');
  });
});
