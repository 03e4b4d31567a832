import {createHash} from 'node:crypto';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {
  type Batch,
  type Dataset,
  horizontalFlip,
  normalize,
  onSamples,
  randomResizedCrop,
  type Sample,
  type Transform,
} from '@residual/data';
import {type CacheOptions, closeImageWorkers, imageFolder} from '@residual/data/node';
import sharp, {type Create} from 'sharp';
import {afterAll, afterEach, beforeAll, describe, expect, test} from 'vitest';

const dir = mkdtempSync(join(tmpdir(), 'residual-photos-'));
const PHOTOS = 40;

beforeAll(async () => {
  for (let i = 0; i < PHOTOS; i++) {
    const folder = join(dir, i % 2 ? 'dogs 🐶' : '猫');
    mkdirSync(folder, {recursive: true});
    const background = {r: (i * 53) % 256, g: (i * 97) % 256, b: (i * 31) % 256};
    const [width, height] = i % 5 ? [60 + i, 50] : [600, 400];
    const noise = {type: 'gaussian', mean: 100 + i, sigma: 20} as const;
    const create: Create =
      i % 3 ? {width, height, channels: 3, background, noise} : {width, height, channels: 3, background};
    writeFileSync(join(folder, `${i}.jpg`), await sharp({create}).jpeg().toBuffer());
  }
});
afterEach(closeImageWorkers);
afterAll(() => rmSync(dir, {recursive: true, force: true}));

const open = async (workers: number, cache: CacheOptions = {}): Promise<Dataset> => {
  const {train} = await imageFolder(dir, {size: 48, workers, cache, split: {valid: 0, test: 0}});
  return train;
};

const augmented = (dataset: Dataset) =>
  dataset
    .shuffle(3)
    .map(onSamples(randomResizedCrop({size: 32})), {seed: 1})
    .map(onSamples(horizontalFlip()), {seed: 2})
    .map(normalize({mean: [0.5, 0.5, 0.5], std: [0.2, 0.2, 0.2]}))
    .batch(7);

/** A digest of each batch. */
async function digestsOf(batches: AsyncIterable<Batch>): Promise<string[]> {
  const all: string[] = [];
  for await (const {x, y} of batches) {
    all.push(createHash('sha256').update(new Uint8Array(x.buffer)).update(new Uint8Array(y.buffer)).digest('hex'));
  }
  return all;
}

describe('photos in worker threads', () => {
  test.each([1, 2, 3])(
    '%s workers give the batches that none gives, in every epoch and from the middle',
    async workers => {
      const [expected, got] = [augmented(await open(0)), augmented(await open(workers))];
      for (const epoch of [0, 1]) {
        const whole = await digestsOf(expected.epoch(epoch));
        expect(whole.length).toBe(6);
        expect(await digestsOf(got.epoch(epoch))).toEqual(whole);
        expect(await digestsOf(got.epoch(epoch).from(4))).toEqual(whole.slice(4));
      }
    },
  );

  test('a cache in memory and on disk changes nothing', async () => {
    const expected = await digestsOf(augmented(await open(0)).epoch(1));
    const disk = {dir: join(dir, '.cache'), bytes: 1e6};
    const got = augmented(await open(2, {memory: 100_000, disk}));
    await digestsOf(got.epoch(0));
    expect(await digestsOf(got.epoch(1))).toEqual(expected);
  });

  test('a loop that ends early leaves workers that go on with the next', async () => {
    const batches = augmented(await open(2));
    for await (const _ of batches) break;
    expect(await digestsOf(batches)).toEqual(await digestsOf(augmented(await open(0))));
  });

  test('closing the workers rejects what is under way, and the next image starts new ones', async () => {
    const train = await open(2);
    const pending = train.get(0);
    const failed = expect(pending).rejects.toThrow(expect.objectContaining({code: 'WORKER_FAILED'}));
    await closeImageWorkers();
    await failed;
    expect((await train.get(0)).shape).toEqual([48, 48, 3]);
  });

  test('a worker that dies is an error that says so, and the next image starts new ones', async () => {
    const train = await open(1);
    const ended = new Promise<void>(resolve =>
      process.once('worker', worker => resolve(worker.terminate().then(() => {}))),
    );
    const reading = digestsOf(train.batch(PHOTOS));
    await expect(reading).rejects.toThrow('a worker that reads images has failed');
    await ended;
    expect((await train.get(0)).shape).toEqual([48, 48, 3]);
  });

  test('what fails in a worker fails as it does here', async () => {
    const unknown: Transform = Object.assign((sample: Sample) => sample, {description: {name: 'unknown'}});
    const failures = [0, 2].map(async workers => {
      const dataset = (await open(workers)).map(unknown);
      return Promise.resolve(dataset.get(0)).catch(({code, message}) => ({code, message}));
    });
    const [here, there] = await Promise.all(failures);
    expect(here).toMatchObject({code: 'INVALID_ARGUMENT'});
    expect(there).toEqual(here);
  });
});
