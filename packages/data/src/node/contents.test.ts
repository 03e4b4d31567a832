import {createHash} from 'node:crypto';
import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {gzipSync} from 'node:zlib';
import {describe, expect, test} from 'vitest';
import {temporaryFolders} from '../testing/folder.js';
import {digestContents, readContents} from './contents.js';

const folder = temporaryFolders();
const plain = Uint8Array.from({length: 5_000}, (_, i) => (i * i) % 251);
const zipped = gzipSync(plain);

function file(bytes: Uint8Array): string {
  const path = join(folder(), 'file.gz');
  writeFileSync(path, bytes);
  return path;
}

function corrupted(bytes: Uint8Array): Uint8Array {
  return bytes.map((byte, i) => (i === bytes.length >> 1 ? byte ^ 0xff : byte));
}

describe.each([
  ['readContents', readContents],
  ['digestContents', digestContents],
])('%s', (_, read: (path: string) => Promise<unknown>) => {
  test('sees the same in a gzipped and a plain file, whatever the name', async () => {
    const expected = read === readContents ? plain : createHash('sha256').update(plain).digest('hex');
    for (const bytes of [plain, zipped]) {
      const got = await read(file(bytes));
      expect(got instanceof Uint8Array ? new Uint8Array(got) : got).toEqual(expected);
    }
  });

  test.each([
    ['an empty file', () => file(new Uint8Array()), 'FILE_EMPTY', 'the file is empty'],
    ['a gzip cut off', () => file(zipped.subarray(0, -20)), 'FILE_BROKEN', 'truncated: the gzip stream ends too early'],
    ['a gzip header only', () => file(zipped.subarray(0, 4)), 'FILE_BROKEN', 'truncated'],
    ['a corrupted gzip', () => file(corrupted(zipped)), 'FILE_BROKEN', 'corrupted: it does not unzip'],
    ['no file', () => join(folder(), 'none'), 'FILE_MISSING', 'there is no such file'],
    ['a folder', () => folder(), 'FILE_UNREADABLE', 'expected a file, got a folder'],
  ])('names %s', async (_, make, code, message) => {
    const path = make();
    await expect(read(path)).rejects.toThrow(expect.objectContaining({name: 'DataError', code}));
    await expect(read(path)).rejects.toThrow(`${path}: ${message}`);
  });
});

test('a folder named like the file is not taken for it', async () => {
  const path = join(folder(), 'file.gz');
  mkdirSync(path);
  await expect(readContents(path)).rejects.toThrow('expected a file, got a folder');
});
