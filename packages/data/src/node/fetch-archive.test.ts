import {readdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {gzipSync} from 'node:zlib';
import {describe, expect, test} from 'vitest';
import {temporaryFolders} from '../testing/folder.js';
import {send, testServers} from '../testing/server.js';
import {tinyArchive, tinyCifar, tinyCifarBytes, writeTinyCifar} from '../testing/tiny-cifar.js';
import {cifarEntry} from './cifar-entry.js';
import type {FetchProgress} from './fetch-files.js';

const folder = temporaryFolders();
const serve = testServers();
const entry = cifarEntry(tinyCifar);
const names = ['data_1.bin', 'data_2.bin', 'test.bin'];

/** A mirror of the archive, and the paths that it was asked for. */
async function mirror(bytes: Uint8Array = tinyArchive): Promise<{mirrors: string[]; asked: string[]}> {
  const asked: string[] = [];
  const {url} = await serve((response, {path, start}) => {
    asked.push(path);
    send(response, bytes, start);
  });
  return {mirrors: [`${url}/set`], asked};
}

describe('fetch', () => {
  test('takes the files out of the archive into the folder of the data set, and leaves nothing else', async () => {
    const dir = folder();
    const {mirrors, asked} = await mirror();
    const seen: FetchProgress[] = [];
    const result = await entry.fetch({dir, mirrors, onProgress: progress => seen.push(progress)});
    expect(result).toEqual({present: [], downloaded: names});
    expect(asked).toEqual(['/set/tiny.tar.gz']);
    expect(readdirSync(dir)).toEqual(['tiny-bin']);
    expect(readdirSync(join(dir, 'tiny-bin')).sort()).toEqual(names);
    const total = tinyArchive.length;
    expect(seen.at(-1)).toEqual({dataset: 'tiny-cifar', file: 'tiny.tar.gz', received: total, total});
    expect(await entry.load({dir})).toHaveLength(5);
    expect(await entry.verify({dir})).toMatchObject({ok: true});
  });

  test('asks for nothing where all is right, and replaces only what is not, where it lies', async () => {
    const dir = folder();
    const {mirrors, asked} = await mirror();
    writeTinyCifar(dir);
    expect(await entry.fetch({dir, mirrors})).toEqual({present: names, downloaded: []});
    expect(asked).toEqual([]);
    writeTinyCifar(dir, {'test.bin': tinyCifarBytes('test.bin').subarray(0, 3074)});
    expect(await entry.fetch({dir, mirrors})).toEqual({present: names.slice(0, 2), downloaded: ['test.bin']});
    expect(readdirSync(join(dir, 'tiny-bin'))).toEqual([]);
    expect(await entry.verify({dir})).toMatchObject({ok: true});
  });

  test('an archive that lies there serves without a network, and stays', async () => {
    const dir = folder();
    writeTinyCifar(join(dir, 'tiny-bin'), {'data_1.bin': null});
    writeFileSync(join(dir, 'tiny-bin', 'tiny.tar.gz'), tinyArchive);
    const result = await entry.fetch({dir, mirrors: []});
    expect(result).toEqual({present: names.slice(1), downloaded: ['data_1.bin']});
    expect(readdirSync(join(dir, 'tiny-bin')).sort()).toEqual([...names, 'tiny.tar.gz']);
  });

  test('another archive is refused, and nothing is left', async () => {
    const dir = folder();
    const {mirrors} = await mirror(gzipSync('other'));
    const failure = await entry.fetch({dir, mirrors}).catch(error => error);
    expect(failure).toMatchObject({code: 'DOWNLOAD_FAILED'});
    expect(failure.message).toContain('expected tiny.tar.gz with SHA-256');
    expect(readdirSync(join(dir, 'tiny-bin'))).toEqual([]);
  });
});

describe('load with download', () => {
  test('brings what the part lacks, and takes a short file for what it is', async () => {
    const dir = folder();
    const {mirrors, asked} = await mirror();
    writeTinyCifar(dir, {'data_1.bin': null, 'test.bin': tinyCifarBytes('test.bin').subarray(0, 3074)});
    expect(await entry.load({dir, train: false, download: {mirrors}})).toHaveLength(1);
    expect(asked).toEqual([]);
    expect(await entry.load({dir, download: {mirrors}})).toHaveLength(5);
    expect(asked).toHaveLength(1);
    expect(readdirSync(dir).sort()).toEqual(['data_2.bin', 'test.bin', 'tiny-bin']);
    expect(readdirSync(join(dir, 'tiny-bin'))).toEqual(['data_1.bin']);
  });
});
