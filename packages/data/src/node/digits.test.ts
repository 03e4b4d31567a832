import {readFileSync, statSync} from 'node:fs';
import {createRequire} from 'node:module';
import {fileURLToPath} from 'node:url';
import {describe, expect, test} from 'vitest';
import {decodeDigits} from '../datasets/digits.js';
import type {Sample} from '../sample.js';
import {fetchDataset, loadDataset, verifyDataset} from './catalogue.js';
import {digits} from './digits.js';

const asset = new URL('../../assets/digits.bin', import.meta.url);

describe('digits', () => {
  test.each([
    {train: true, each: 500},
    {train: false, each: 100},
  ])('holds $each of each class (train: $train)', async ({train, each}) => {
    const dataset = await digits({train});
    expect(dataset.length).toBe(each * 10);
    const counts = new Array(10).fill(0);
    for (const label of dataset.labels) counts[label]++;
    expect(counts).toEqual(new Array(10).fill(each));
    const {data, shape} = dataset.get(0) as Sample;
    expect([data.length, shape]).toEqual([784, [28, 28, 1]]);
  });

  test('begins as MNIST does: 5 0 4 1 9 and 7 2 1 0 4', async () => {
    expect([...(await digits()).labels.subarray(0, 5)]).toEqual([5, 0, 4, 1, 9]);
    expect([...(await digits({train: false})).labels.subarray(0, 5)]).toEqual([7, 2, 1, 0, 4]);
  });

  test('goes by name, needs no download, and verifies', async () => {
    expect(await loadDataset('digits', {train: false})).toHaveLength(1_000);
    expect(await fetchDataset('digits')).toEqual({present: ['digits.bin'], downloaded: []});
    expect(await verifyDataset('digits')).toMatchObject({name: 'digits', ok: true});
  });

  test('can be imported from the package by its path', () => {
    const path = createRequire(import.meta.url).resolve('@residual/data/assets/digits.bin');
    expect(path).toBe(fileURLToPath(asset));
  });

  test('stays below 1.5 MB', () => {
    expect(statSync(asset).size).toBeLessThan(1_500_000);
  });
});

describe('decodeDigits', () => {
  const bytes = readFileSync(asset);

  test('decodes what a browser fetches', async () => {
    expect(await decodeDigits(new Uint8Array(bytes), {train: false})).toHaveLength(1_000);
    expect(await decodeDigits(bytes)).toHaveLength(5_000);
  });

  test.each([
    ['nothing', new Uint8Array(), 'got 0 bytes that are not gzip'],
    ['the page of a web server', Buffer.from('<!doctype html>'), 'looks like a web page: is its address right?'],
    ['half the file', bytes.subarray(0, bytes.length >> 1), 'digits.bin: truncated'],
    ['a file cut at the end', bytes.subarray(0, -4), 'digits.bin: truncated or corrupted'],
    ['a changed byte', bytes.map((byte, i) => (i === 500_000 ? byte ^ 1 : byte)), 'digits.bin: '],
  ])('refuses %s', async (_, wrong, message) => {
    await expect(decodeDigits(wrong)).rejects.toThrow(message);
    await expect(decodeDigits(wrong)).rejects.toThrow(expect.objectContaining({code: 'FILE_BROKEN'}));
  });
});
