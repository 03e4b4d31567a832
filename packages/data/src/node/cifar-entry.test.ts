import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import type {Sample} from '../sample.js';
import {encodeCifar} from '../testing/cifar.js';
import {temporaryFolders} from '../testing/folder.js';
import {type TinyCifarFile, tinyCifar, tinyCifarBytes, writeTinyCifar} from '../testing/tiny-cifar.js';
import {cifarEntry, loadCifar} from './cifar-entry.js';

const folder = temporaryFolders();
const entry = cifarEntry(tinyCifar);
const RECORD = 3074;

/** The first records of a file. */
const first = (name: TinyCifarFile, records: number) => tinyCifarBytes(name).subarray(0, records * RECORD);

describe('load', () => {
  test.each([
    ['in the folder', ''],
    ['in its own folder', 'tiny-bin'],
  ])('reads files %s, one after another', async (_, inner) => {
    const dir = folder();
    writeTinyCifar(join(dir, inner));
    const train = await entry.load({dir});
    expect(train.classes).toEqual(['zero', 'one', 'two']);
    expect([...train.labels]).toEqual([1, 2, 2, 0, 1]);
    const {data, shape} = train.get(4) as Sample;
    expect(shape).toEqual([32, 32, 3]);
    expect([...data.subarray(0, 6)]).toEqual([2, 100, 200, 3, 101, 201]);
    expect([...(await entry.load({dir, train: false})).labels]).toEqual([2, 0, 1, 2]);
  });

  test('labels with superclasses where asked', async () => {
    const dir = folder();
    writeTinyCifar(dir);
    const train = await loadCifar(tinyCifar, {dir, superclasses: true});
    expect(train.classes).toEqual(['small', 'large']);
    expect([...train.labels]).toEqual([0, 1, 1, 0, 0]);
  });

  test('a last file that is shorter makes a shorter data set', async () => {
    const dir = folder();
    writeTinyCifar(dir, {'data_2.bin': first('data_2.bin', 1), 'test.bin': first('test.bin', 3)});
    const train = await entry.load({dir});
    expect([...train.labels]).toEqual([1, 2, 2]);
    expect((train.get(2) as Sample).data[1]).toBe(100);
    expect(await entry.load({dir, train: false})).toHaveLength(3);
  });

  test.each<[string, Partial<Record<TinyCifarFile, Uint8Array | null>>, {code: string; message: string}]>([
    ['files that are nowhere', {'data_2.bin': null}, {code: 'FILE_MISSING', message: 'Tiny CIFAR: no data_2.bin in'}],
    ['an empty file', {'data_1.bin': new Uint8Array()}, {code: 'FILE_EMPTY', message: 'data_1.bin: the file is empty'}],
    [
      'a file cut off',
      {'data_2.bin': tinyCifarBytes('data_2.bin').subarray(0, -1)},
      {code: 'FILE_BROKEN', message: 'data_2.bin: truncated: expected whole records of 3074 bytes, got 9221'},
    ],
    [
      'a first file that is shorter',
      {'data_1.bin': first('data_1.bin', 1)},
      {code: 'FILE_BROKEN', message: 'expected the 2 images of data_1.bin, got 1. Only the last file'},
    ],
    [
      'a file that is longer',
      {'data_1.bin': tinyCifarBytes('test.bin')},
      {code: 'FILE_MISMATCH', message: 'expected the 2 images of data_1.bin, got 4. Is it another file?'},
    ],
    [
      'another file of the same size',
      {'data_1.bin': first('test.bin', 2)},
      {code: 'FILE_MISMATCH', message: 'expected data_1.bin with SHA-256'},
    ],
    [
      'a label that has no class',
      {'data_1.bin': encodeCifar([[0, 3]])},
      {code: 'FILE_BROKEN', message: 'expected labels from 0 to 2; record 0 has 3'},
    ],
  ])('names %s', async (_, changed, {code, message}) => {
    const dir = folder();
    writeTinyCifar(dir, changed);
    await expect(entry.load({dir})).rejects.toThrow(message);
    await expect(entry.load({dir})).rejects.toThrow(expect.objectContaining({name: 'DataError', code}));
  });
});

describe('verify', () => {
  test('passes whole files', async () => {
    const dir = folder();
    writeTinyCifar(join(dir, 'tiny-bin'));
    const {ok, files} = await entry.verify({dir});
    expect(ok).toBe(true);
    expect(files.map(({file}) => file)).toEqual(['data_1.bin', 'data_2.bin', 'test.bin']);
  });

  test('says how much there is of an incomplete file, and what else is wrong', async () => {
    const dir = folder();
    const changed = tinyCifarBytes('data_1.bin').with(-1, 0);
    writeTinyCifar(dir, {'data_1.bin': changed, 'data_2.bin': null, 'test.bin': first('test.bin', 3)});
    const {ok, files} = await entry.verify({dir});
    expect(ok).toBe(false);
    expect(files.map(({problem}) => problem)).toEqual([
      expect.stringMatching(/expected data_1.bin with SHA-256 \w{64}; corrupted, or of another data set/),
      'missing',
      `${join(dir, 'test.bin')}: incomplete: 3 of 4 images`,
    ]);
  });
});
