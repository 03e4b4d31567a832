import {existsSync, readdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {gzipSync} from 'node:zlib';
import {describe, expect, test} from 'vitest';
import {temporaryFolders} from '../testing/folder.js';
import {send, testServers} from '../testing/server.js';
import {type TinyFile, tiny, tinyBytes, writeTiny} from '../testing/tiny.js';
import type {FetchProgress} from './fetch-files.js';
import {idxEntry} from './idx-entry.js';

const folder = temporaryFolders();
const serve = testServers();
const entry = idxEntry(tiny);
const names = [
  'train-images-idx3-ubyte',
  'train-labels-idx1-ubyte',
  't10k-images-idx3-ubyte',
  't10k-labels-idx1-ubyte',
];

/** A mirror of the tiny data set, and the paths that it was asked for. */
async function mirror(level = 9): Promise<{mirrors: string[]; asked: string[]}> {
  const asked: string[] = [];
  const {url} = await serve((response, {path, start}) => {
    asked.push(path);
    send(response, gzipSync(tinyBytes(path.slice('/set/'.length, -'.gz'.length) as TinyFile), {level}), start);
  });
  return {mirrors: [`${url}/set`], asked};
}

describe('fetch', () => {
  test('brings the four files into the folder of the data set, where load finds them', async () => {
    const dir = folder();
    const {mirrors, asked} = await mirror();
    const seen: FetchProgress[] = [];
    const result = await entry.fetch({dir, mirrors, onProgress: progress => seen.push(progress)});
    expect(result).toEqual({present: [], downloaded: names});
    expect(asked).toEqual(names.map(name => `/set/${name}.gz`));
    expect(readdirSync(join(dir, 'tiny')).sort()).toEqual(names.map(name => `${name}.gz`).sort());
    expect(seen.every(({dataset, total}) => dataset === 'tiny' && total === entry.info.downloadBytes)).toBe(true);
    expect(seen.map(({received}) => received)).toEqual(seen.map(({received}) => received).sort((a, b) => a - b));
    expect(seen.at(-1)!.received).toBe(entry.info.downloadBytes);
    expect(await entry.load({dir})).toHaveLength(6);
    expect(await entry.verify({dir})).toMatchObject({ok: true});
  });

  test('takes files that are packed differently: only the uncompressed bytes count', async () => {
    const dir = folder();
    const {mirrors} = await mirror(0);
    expect((await entry.fetch({dir, mirrors})).downloaded).toEqual(names);
  });

  test('keeps right files, plain ones too, and repairs wrong ones where they lie', async () => {
    const dir = folder();
    const {mirrors} = await mirror();
    writeTiny(dir, {
      'train-images-idx3-ubyte.gz': null,
      'train-images-idx3-ubyte': tinyBytes('train-images-idx3-ubyte'),
      't10k-images-idx3-ubyte.gz': Buffer.from('broken'),
      't10k-labels-idx1-ubyte.gz': null,
      't10k-labels-idx1-ubyte': Buffer.from('broken'),
    });
    const result = await entry.fetch({dir, mirrors});
    expect(result).toEqual({present: names.slice(0, 2), downloaded: names.slice(2)});
    expect(await entry.verify({dir})).toMatchObject({ok: true});
    expect(existsSync(join(dir, 'tiny'))).toBe(false);
  });

  test('a mirror with the files of another data set is refused, and nothing is left', async () => {
    const dir = folder();
    const {url} = await serve((response, {start}) => send(response, gzipSync('other'), start));
    const failure = await entry.fetch({dir, mirrors: [url], signal: AbortSignal.timeout(60_000)}).catch(error => error);
    expect(failure).toMatchObject({code: 'DOWNLOAD_FAILED'});
    expect(failure.message).toContain('corrupted, or of another data set');
    expect(readdirSync(join(dir, 'tiny'))).toEqual([]);
  });
});

describe('load with download', () => {
  test('brings only what the part lacks', async () => {
    const dir = folder();
    const {mirrors, asked} = await mirror();
    writeTiny(join(dir, 'tiny'), {'train-labels-idx1-ubyte.gz': null, 't10k-labels-idx1-ubyte.gz': null});
    expect(await entry.load({dir, download: {mirrors}})).toHaveLength(6);
    expect(asked).toEqual(['/set/train-labels-idx1-ubyte.gz']);
    expect(await entry.load({dir, download: {mirrors}})).toHaveLength(6);
    expect(asked).toHaveLength(1);
  });

  test('does not replace a broken file behind the back of the user', async () => {
    const dir = folder();
    const {mirrors, asked} = await mirror();
    writeTiny(dir);
    writeFileSync(join(dir, 'train-labels-idx1-ubyte.gz'), 'broken');
    await expect(entry.load({dir, download: {mirrors}})).rejects.toMatchObject({code: 'FILE_BROKEN'});
    expect(asked).toEqual([]);
  });
});
