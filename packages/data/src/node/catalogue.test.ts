import {describe, expect, test} from 'vitest';
import {temporaryFolders} from '../testing/folder.js';
import {fetchDataset, listDatasets, loadDataset, verifyDataset} from './catalogue.js';

const folder = temporaryFolders();

test('lists what is known', () => {
  const brief = listDatasets().map(({name, samples, classes, downloadBytes}) => {
    return [name, samples.train, samples.test, classes.length, downloadBytes];
  });
  expect(brief).toEqual([
    ['digits', 5_000, 1_000, 10, 0],
    ['mnist', 60_000, 10_000, 10, 11_594_722],
    ['fashion-mnist', 60_000, 10_000, 10, 30_878_645],
    ['emnist-balanced', 112_800, 18_800, 47, 561_753_746],
    ['emnist-byclass', 697_932, 116_323, 62, 561_753_746],
    ['emnist-bymerge', 697_932, 116_323, 47, 561_753_746],
    ['emnist-letters', 124_800, 20_800, 26, 561_753_746],
    ['emnist-digits', 240_000, 40_000, 10, 561_753_746],
    ['emnist-mnist', 60_000, 10_000, 10, 561_753_746],
    ['cifar10', 50_000, 10_000, 10, 170_052_171],
    ['cifar100', 50_000, 10_000, 100, 168_513_733],
    ['cats-dogs', 8_000, 2_000, 2, 0],
  ]);
});

describe.each([
  ['loadDataset', loadDataset],
  ['fetchDataset', fetchDataset],
  ['verifyDataset', verifyDataset],
])('%s', (_, act: (name: string) => Promise<unknown>) => {
  test('names the known data sets when asked for another', async () => {
    await expect(act('imagenet')).rejects.toThrow(
      /data set: expected one of digits, mnist, fashion-mnist, emnist-balanced, .*, cats-dogs, got imagenet/,
    );
    await expect(act('imagenet')).rejects.toThrow(expect.objectContaining({code: 'UNKNOWN_DATASET'}));
  });
});

test('an empty folder verifies as four missing files', async () => {
  const {ok, files} = await verifyDataset('mnist', {dir: folder()});
  expect(ok).toBe(false);
  expect(files.map(({file, problem}) => `${file}: ${problem}`)).toEqual([
    'train-images-idx3-ubyte: missing',
    'train-labels-idx1-ubyte: missing',
    't10k-images-idx3-ubyte: missing',
    't10k-labels-idx1-ubyte: missing',
  ]);
});
