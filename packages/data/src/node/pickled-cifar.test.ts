import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {encodeCifar} from '../testing/cifar.js';
import {temporaryFolders} from '../testing/folder.js';
import {type PickledBatch, pickledBatch} from '../testing/pickled-batch.js';
import {tinyCifar, tinyCifarBytes, writeTinyCifar} from '../testing/tiny-cifar.js';
import {cifarEntry} from './cifar-entry.js';
import {binaryOfPickled, isPickled} from './pickled-cifar.js';

const folder = temporaryFolders();

describe.each(['python2', 'python3'] as const)('as %s pickles', writer => {
  test('gives the bytes of the binary file', () => {
    const binary = encodeCifar([[3], [0], [9]]);
    const pickled = pickledBatch(binary, {writer, labels: ['labels']});
    expect(isPickled(pickled)).toBe(true);
    expect(binaryOfPickled(pickled, 'data_batch_1', [10])).toEqual(binary);
  });

  test('files for Python load and verify as the binary ones do', async () => {
    const dir = folder();
    writeTinyCifar(dir, {'data_1.bin': null, 'data_2.bin': null});
    const labels = ['coarse_labels', 'fine_labels'];
    for (const name of ['data_1', 'data_2'] as const) {
      writeFileSync(join(dir, name), pickledBatch(tinyCifarBytes(`${name}.bin`), {writer, labels}));
    }
    const entry = cifarEntry(tinyCifar);
    expect([...(await entry.load({dir})).labels]).toEqual([1, 2, 2, 0, 1]);
    expect(await entry.verify({dir})).toMatchObject({ok: true});
  });
});

test.each<[string, Partial<PickledBatch>, string]>([
  ['other labels', {labels: ['fine_labels']}, 'expected 2 labels from 0 to 9'],
  ['another type', {type: 'f4'}, 'expected data as uint8 [records, 3072]'],
  ['another name than NumPy has', {module: 'os'}, "asks for 'os.dtype'"],
  ['pixels that lack', {lacking: 1}, 'expected data as uint8'],
])('refuses %s', (_, changed, message) => {
  const pickled = pickledBatch(encodeCifar([[1], [2]]), {writer: 'python2', labels: ['labels'], ...changed});
  const error = expect.objectContaining({code: 'FILE_BROKEN', message: expect.stringContaining(message)});
  expect(() => binaryOfPickled(pickled, 'data_batch_1', [10])).toThrow(error);
});

test('refuses a label that has no class, and half a file', () => {
  const pickled = pickledBatch(encodeCifar([[1], [11]]), {writer: 'python2', labels: ['labels']});
  expect(() => binaryOfPickled(pickled, 'x', [10])).toThrow('x: not a batch of CIFAR for Python: expected 2 labels');
  expect(() => binaryOfPickled(pickled.subarray(0, 3000), 'x', [10])).toThrow('in the middle of a value');
});
