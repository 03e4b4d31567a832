import {copyFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import type {Dataset} from '../dataset.js';
import type {Sample} from '../sample.js';
import {temporaryFolders} from '../testing/folder.js';
import {realData} from '../testing/real-data.js';
import {CIFAR10, FASHION_MNIST, MNIST} from '../transforms/normalizations.js';
import type {Normalization} from '../transforms/normalize.js';
import {verifyDataset} from './catalogue.js';
import {cifar10} from './cifar-10.js';
import {digits} from './digits.js';
import type {LoadOptions} from './entry.js';
import {fashionMnist} from './fashion-mnist.js';
import {mnist} from './mnist.js';

const folder = temporaryFolders();

describe.skipIf(!realData)('real data', () => {
  const dir = realData!;

  test.each([
    ['mnist', mnist, [5, 0, 4, 1, 9], [7, 2, 1, 0, 4]],
    ['fashion-mnist', fashionMnist, [9, 0, 0, 3, 0], [9, 2, 1, 1, 6]],
  ])('%s loads and verifies', async (name, load, trainLabels, testLabels) => {
    const train = await load({dir});
    const test = await load({dir, train: false});
    expect([train.length, test.length]).toEqual([60_000, 10_000]);
    expect([...train.labels.subarray(0, 5)]).toEqual(trainLabels);
    expect([...test.labels.subarray(0, 5)]).toEqual(testLabels);
    expect(await verifyDataset(name, {dir})).toMatchObject({ok: true});
    expect(await load({dir: join(dir, name)})).toHaveLength(60_000);
  });

  test.each<[string, (options: LoadOptions) => Promise<Dataset>, Normalization]>([
    ['MNIST', mnist, MNIST],
    ['FASHION_MNIST', fashionMnist, FASHION_MNIST],
    ['CIFAR10', cifar10, CIFAR10],
  ])('%s holds the mean and the deviation of the training images', async (_, load, expected) => {
    const {mean, std} = statistics(await load({dir}));
    for (const [channel, value] of mean.entries()) expect(value).toBeCloseTo(expected.mean[channel]!, 4);
    for (const [channel, value] of std.entries()) expect(value).toBeCloseTo(expected.std[channel]!, 4);
  });

  test('CIFAR-10 loads, and verifies file by file', async () => {
    const train = await cifar10({dir});
    const test = await cifar10({dir, train: false});
    expect(train).toHaveLength(50_000);
    expect([...train.labels.subarray(0, 8)]).toEqual([6, 9, 9, 4, 1, 1, 2, 7]);
    expect([...test.labels.subarray(0, 8)]).toEqual([3, 8, 8, 0, 6, 6, 1, 6]);
    // Red, green and blue of the first pixel of the frog with which CIFAR-10 begins.
    expect([...(train.get(0) as Sample).data.subarray(0, 3)]).toEqual([59, 62, 63]);
    const {files} = await verifyDataset('cifar10', {dir});
    expect(files.slice(0, 5).map(({ok}) => ok)).toEqual([true, true, true, true, true]);
    if (test.length < 10_000) expect(files[5]!.problem).toContain(`incomplete: ${test.length} of 10000 images`);
    else expect(files[5]!.ok).toBe(true);
  });

  test('digits are the first of each class of MNIST', async () => {
    for (const [train, each] of [
      [true, 500],
      [false, 100],
    ] as const) {
      const sample = await digits({train});
      const all = await mnist({dir, train});
      const seen = new Array(10).fill(0);
      const first = [...all.labels.keys()].filter(i => seen[all.labels[i]!]++ < each);
      for (const [i, position] of first.entries()) {
        const [got, expected] = await Promise.all([sample.get(i), all.get(position)]);
        expect(Buffer.compare(Buffer.from(got.data), Buffer.from(expected.data))).toBe(0);
        expect(got.label).toBe(expected.label);
      }
    }
  });

  test('Fashion-MNIST in the place of MNIST is recognised', async () => {
    const place = folder();
    for (const part of ['images-idx3', 'labels-idx1']) {
      copyFileSync(join(dir, 'fashion-mnist', `t10k-${part}-ubyte.gz`), join(place, `t10k-${part}-ubyte.gz`));
    }
    await expect(mnist({dir: place, train: false})).rejects.toThrow(
      /expected t10k-labels-idx1-ubyte with SHA-256 \w+; this is t10k-labels-idx1-ubyte of Fashion-MNIST/,
    );
    const {files} = await verifyDataset('mnist', {dir: place});
    expect(files[2]!.problem).toContain('this is t10k-images-idx3-ubyte of Fashion-MNIST');
  });
});

/** Mean and standard deviation of each channel of all pixels, from 0 to 1. */
function statistics(dataset: Dataset): Normalization {
  const channels = (dataset.get(0) as Sample).shape[2];
  const counts = Array.from({length: channels}, () => new Float64Array(256));
  for (let i = 0; i < dataset.length; i++) {
    const {data} = dataset.get(i) as Sample;
    for (let j = 0; j < data.length; j++) counts[j % channels]![data[j]!]! += 1;
  }
  const moment = (count: Float64Array, power: number): number => {
    const total = count.reduce((sum, n) => sum + n, 0);
    return count.reduce((sum, n, byte) => sum + n * (byte / 255) ** power, 0) / total;
  };
  const mean = counts.map(count => moment(count, 1));
  return {mean, std: counts.map((count, c) => Math.sqrt(moment(count, 2) - mean[c]! ** 2))};
}
