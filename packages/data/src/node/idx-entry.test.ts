import {readFileSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {gzipSync} from 'node:zlib';
import {describe, expect, test} from 'vitest';
import type {Sample} from '../sample.js';
import {temporaryFolders} from '../testing/folder.js';
import {encodeIdx} from '../testing/idx.js';
import {type TinyFile, tiny, tinyBytes, writeTiny} from '../testing/tiny.js';
import {idxEntry} from './idx-entry.js';

const folder = temporaryFolders();
const entry = idxEntry(tiny);
const zip = (name: TinyFile) => gzipSync(tinyBytes(name));
const zipIdx = (...args: Parameters<typeof encodeIdx>) => gzipSync(encodeIdx(...args));

describe('load', () => {
  const plain = {
    'train-images-idx3-ubyte.gz': null,
    'train-images.idx3-ubyte': tinyBytes('train-images-idx3-ubyte'),
    'train-labels-idx1-ubyte.gz': null,
    'train-labels-idx1-ubyte': tinyBytes('train-labels-idx1-ubyte'),
  };
  test.each([
    ['gzipped, in the folder', '', {}],
    ['plain, in the folder', '', plain],
    ['in its own folder', 'tiny', {}],
    ['as torchvision lays them', 'TINY/raw', plain],
  ])('reads files %s', async (_, inner, changed) => {
    const dir = folder();
    writeTiny(join(dir, inner), changed);
    const train = await entry.load({dir});
    expect(train.length).toBe(6);
    expect(train.classes).toEqual(['zero', 'one', 'two']);
    expect([...train.labels]).toEqual([0, 1, 2, 0, 1, 2]);
    const {data, shape} = train.get(5) as Sample;
    expect([[...data], shape]).toEqual([
      [20, 21, 22, 23],
      [2, 2, 1],
    ]);
    const test = await entry.load({dir, train: false});
    expect([...test.labels]).toEqual([2, 1, 0, 2]);
  });

  test.each<[string, Record<string, Uint8Array | null>, {code: string; message: string}]>([
    [
      'files that are nowhere',
      {'train-images-idx3-ubyte.gz': null},
      {code: 'FILE_MISSING', message: 'Tiny: no train-images-idx3-ubyte.gz (or without .gz) in'},
    ],
    [
      'an empty file',
      {'train-labels-idx1-ubyte.gz': new Uint8Array()},
      {code: 'FILE_EMPTY', message: 'train-labels-idx1-ubyte.gz: the file is empty'},
    ],
    [
      'a gzip cut off',
      {'train-images-idx3-ubyte.gz': zip('train-images-idx3-ubyte').subarray(0, -9)},
      {code: 'FILE_BROKEN', message: 'train-images-idx3-ubyte.gz: truncated: the gzip stream ends too early'},
    ],
    [
      'a plain file cut off',
      {'train-images-idx3-ubyte.gz': tinyBytes('train-images-idx3-ubyte').subarray(0, -1)},
      {code: 'FILE_BROKEN', message: 'train-images-idx3-ubyte.gz: truncated: expected 40 bytes, got 39'},
    ],
    [
      'a web page saved as data',
      {'train-images-idx3-ubyte.gz': Buffer.from('<html>Sign in')},
      {code: 'FILE_BROKEN', message: 'which looks like a web page'},
    ],
    [
      'images and labels swapped',
      {
        'train-images-idx3-ubyte.gz': zip('train-labels-idx1-ubyte'),
        'train-labels-idx1-ubyte.gz': zip('train-images-idx3-ubyte'),
      },
      {
        code: 'FILE_MISMATCH',
        message: 'expected the 6 training images of Tiny, got labels. Are the files of images and labels swapped?',
      },
    ],
    [
      'training and test swapped',
      {'train-images-idx3-ubyte.gz': zip('t10k-images-idx3-ubyte')},
      {
        code: 'FILE_MISMATCH',
        message:
          'expected the 6 training images of Tiny, got the 4 test images. Are the files of training and test swapped?',
      },
    ],
    [
      'the labels of the other part',
      {'train-labels-idx1-ubyte.gz': zip('t10k-labels-idx1-ubyte')},
      {code: 'FILE_MISMATCH', message: 'expected the 6 training labels of Tiny, got the 4 test labels'},
    ],
    [
      'images of another size',
      {'train-images-idx3-ubyte.gz': zipIdx([6, 1, 4], Array(24).fill(0))},
      {code: 'FILE_MISMATCH', message: 'expected the 6 training images of Tiny, [6, 2, 2], got [6, 1, 4]'},
    ],
    [
      'the labels of another data set of the same sizes',
      {'train-labels-idx1-ubyte.gz': zipIdx([6], [2, 1, 0, 2, 1, 0])},
      {code: 'FILE_MISMATCH', message: 'corrupted, or of another data set'},
    ],
  ])('names %s', async (_, changed, {code, message}) => {
    const dir = folder();
    writeTiny(dir, changed);
    await expect(entry.load({dir})).rejects.toThrow(message);
    await expect(entry.load({dir})).rejects.toThrow(expect.objectContaining({name: 'DataError', code}));
  });

  test('says where it looked and what to do', async () => {
    const dir = folder();
    await expect(entry.load({dir, train: false})).rejects.toThrow(
      `Tiny: no t10k-images-idx3-ubyte.gz and t10k-labels-idx1-ubyte.gz (or without .gz) in ${dir} or its folders ` +
        `tiny, TINY/raw. Download it with { download: true }, or fetchDataset('tiny'), or name its folder as dir`,
    );
  });
});

describe('verify', () => {
  test('passes whole files', async () => {
    const dir = folder();
    writeTiny(join(dir, 'tiny'));
    const {name, ok, files} = await entry.verify({dir});
    expect({name, ok}).toEqual({name: 'tiny', ok: true});
    expect(files).toHaveLength(4);
    expect(files[0]).toEqual({
      file: 'train-images-idx3-ubyte',
      path: join(dir, 'tiny', 'train-images-idx3-ubyte.gz'),
      ok: true,
    });
  });

  test('finds one changed pixel, a truncated and a missing file', async () => {
    const dir = folder();
    const changed = tinyBytes('train-images-idx3-ubyte').with(-1, 99);
    writeTiny(dir, {
      'train-images-idx3-ubyte.gz': gzipSync(changed),
      't10k-images-idx3-ubyte.gz': readOnlyHalf(zip('t10k-images-idx3-ubyte')),
      't10k-labels-idx1-ubyte.gz': null,
    });
    await expect(entry.load({dir}), 'loading does not read pixels twice').resolves.toHaveLength(6);
    const {ok, files} = await entry.verify({dir});
    expect(ok).toBe(false);
    expect(files.map(({ok}) => ok)).toEqual([false, true, false, false]);
    expect(files.map(({problem}) => problem)).toEqual([
      expect.stringMatching(/expected train-images-idx3-ubyte with SHA-256 \w{64}; corrupted, or of another data set/),
      undefined,
      expect.stringContaining('truncated'),
      'missing',
    ]);
  });

  test('leaves the files alone', async () => {
    const dir = folder();
    writeTiny(dir);
    const path = join(dir, 't10k-labels-idx1-ubyte.gz');
    rmSync(join(dir, 't10k-images-idx3-ubyte.gz'));
    const before = readFileSync(path);
    await entry.verify({dir});
    expect(readFileSync(path)).toEqual(before);
  });
});

function readOnlyHalf(bytes: Uint8Array): Uint8Array {
  return bytes.subarray(0, bytes.length >> 1);
}
