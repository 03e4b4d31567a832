import {copyFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {temporaryFolders} from '../testing/folder.js';
import {realData} from '../testing/real-data.js';
import {verifyDataset} from './catalogue.js';
import {digits} from './digits.js';
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
