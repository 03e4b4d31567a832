import type {FileHandle} from 'node:fs/promises';
import {readdir} from 'node:fs/promises';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {type FakeIndex, makeFakeIndex} from '../testing/fake-index.js';
import {libraryNames} from './libraries.js';
import {chooseWheel, currentHost} from './platform.js';
import {setup} from './setup.js';

/** What the disk pretends: the bytes that are free, and how many writes of the library succeed. */
const disk = vi.hoisted(() => ({free: 1e12, writes: Number.POSITIVE_INFINITY}));

vi.mock(import('node:fs/promises'), async original => {
  const fs = await original();
  const open = async (...parameters: Parameters<typeof fs.open>): Promise<FileHandle> => {
    const handle = await fs.open(...parameters);
    if (String(parameters[0]).endsWith(libraryNames().library)) {
      const write = handle.writeFile.bind(handle);
      handle.writeFile = async content => {
        if (disk.writes-- > 0) return write(content);
        throw Object.assign(new Error('ENOSPC: no space left on device, write'), {code: 'ENOSPC', syscall: 'write'});
      };
    }
    return handle;
  };
  return {...fs, open, statfs: (async () => ({bavail: disk.free, bsize: 1})) as unknown as typeof fs.statfs};
});

const {name, version} = chooseWheel(currentHost(), {gpu: false});
let index: FakeIndex;

beforeEach(async () => {
  Object.assign(disk, {free: 1e12, writes: Number.POSITIVE_INFINITY});
  index = await makeFakeIndex();
  await index.add({name, version});
});
afterEach(() => index.remove());

const run = () => setup({environment: index.environment, verify: async () => ({version, devices: []})});

test('too little space is told before anything is fetched', async () => {
  disk.free = 5e8;
  const message = expect.stringMatching(/expected 1.8 GB free, got 500 MB; free some space, or set RESIDUAL_CACHE_DIR/);
  await expect(run()).rejects.toMatchObject({code: 'NO_SPACE', message});
  expect(await index.downloads()).toEqual([]);
});

test('a disk that fills up while a library is written leaves no part of it', async () => {
  disk.writes = 2;
  const message = expect.stringContaining('the disk was full while tensorflow/libtensorflow_cc');
  await expect(run()).rejects.toMatchObject({code: 'NO_SPACE', message});
  expect(await readdir(join(index.cache, 'tensorflow'))).toEqual(['downloads']);
  disk.writes = Number.POSITIVE_INFINITY;
  expect(await run()).toMatchObject({version});
  expect(await index.downloads()).toHaveLength(1);
});
