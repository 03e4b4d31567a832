import {createHash} from 'node:crypto';
import {existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {afterEach, describe, expect, test, vi} from 'vitest';
import {temporaryFolders} from '../../testing/folder.js';
import {breakOff, send, testServers} from '../../testing/server.js';
import type {FetchProgress} from '../fetch-files.js';
import {fetchWeights} from './fetch-weights.js';
import {listWeights, type PublishedWeights} from './published-weights.js';
import {weightsFolder} from './weights-folder.js';

const folder = temporaryFolders();
const serve = testServers();

const bytes = Uint8Array.from({length: 50_000}, (_, i) => (i * 31 + (i >> 8)) % 256);
const sha256 = createHash('sha256').update(bytes).digest('hex');
const file = `tiny-${sha256.slice(0, 8)}.pth`;

const known = vi.hoisted(() => ({weights: [] as Partial<PublishedWeights>[]}));

/** The list with two of our own besides, that a test can serve: one by a checksum, one by its beginning. */
vi.mock('./published-weights.js', async original => {
  const module = await original<typeof import('./published-weights.js')>();
  return {
    ...module,
    publishedWeights: (name: string) => known.weights.find(own => own.name === name) ?? module.publishedWeights(name),
  };
});

known.weights = [
  {name: 'tiny/whole', file, bytes: bytes.length, sha256},
  {name: 'tiny/prefix', file, bytes: bytes.length, sha256: sha256.slice(0, 8)},
];

describe('the list', () => {
  const all = listWeights();

  test('names each once, after its network', () => {
    expect(new Set(all.map(({name}) => name)).size).toBe(all.length);
    expect(new Set(all.map(({file}) => file)).size).toBe(all.length);
    for (const {name, model, publisher} of all) expect(name).toMatch(new RegExp(`^${model}/${publisher}(-|$)`));
  });

  test.each(all)('$name is complete', ({file, sha256, folder, homepage, input, accuracy = 0.5, bytes, classes}) => {
    expect(sha256).toMatch(/^[0-9a-f]{8}([0-9a-f]{56})?$/);
    // Publishers put the beginning of the checksum into the name.
    expect(file).toContain(`-${sha256.slice(0, 8)}.`);
    expect(folder).toMatch(/^https:\/\/.+\/$/);
    expect(homepage).toMatch(/^https:\/\//);
    expect([input.mean.length, input.std.length]).toEqual([3, 3]);
    expect(input.resize ?? input.size).toBeGreaterThanOrEqual(input.size);
    expect(accuracy).toBeGreaterThan(0.4);
    expect(accuracy).toBeLessThan(1);
    expect(bytes).toBeGreaterThan(1e6);
    expect([10, 100, 1000]).toContain(classes);
  });

  test.each([
    ['resnet18', /expected one of resnet18\/torchvision-v1, got resnet18$/],
    ['resnet50/v2', /expected one of resnet50\/torchvision-v1, resnet50\/torchvision-v2, got resnet50\/v2$/],
    ['bert', /expected one of resnet18\/torchvision-v1, .*, cifar-resnet1202\/akamaster, got bert$/],
  ])('%s is not in it', async (name, message) => {
    await expect(fetchWeights(name)).rejects.toThrow(
      expect.objectContaining({code: 'UNKNOWN_WEIGHTS', message: expect.stringMatching(message)}),
    );
  });
});

describe('fetchWeights', () => {
  test.each(['tiny/whole', 'tiny/prefix'])('%s: brings the file, and asks for it once', async name => {
    const to = join(folder(), 'weights');
    const asked: string[] = [];
    const {url} = await serve((response, {path, start}) => {
      asked.push(path);
      send(response, bytes, start);
    });
    const seen: FetchProgress[] = [];
    const options = {
      folder: to,
      mirrors: [`${url}/models`],
      onProgress: (progress: FetchProgress) => seen.push(progress),
    };
    const path = await fetchWeights(name, options);
    expect(path).toBe(join(to, file));
    expect(readFileSync(path).equals(bytes)).toBe(true);
    expect(readdirSync(to)).toEqual([file]);
    expect(seen.at(-1)).toEqual({dataset: name, file, received: bytes.length, total: bytes.length});
    expect(await fetchWeights(name, options)).toBe(path);
    expect(asked).toEqual([`/models/${file}`]);
  });

  test('goes on where it was interrupted', async () => {
    const to = folder();
    const {url, ranges} = await serve((response, {start, number}) => {
      if (number === 1) breakOff(response, bytes, {start, end: 20_000});
      else send(response, bytes, start);
    });
    const path = await fetchWeights('tiny/whole', {folder: to, mirrors: [url]});
    expect(readFileSync(path).equals(bytes)).toBe(true);
    expect(ranges).toEqual(['', 'bytes=20000-']);
  });

  test('replaces a file that is broken', async () => {
    const to = folder();
    const {url} = await serve((response, {start}) => send(response, bytes, start));
    writeFileSync(join(to, file), bytes.subarray(0, 1000));
    expect(readFileSync(await fetchWeights('tiny/prefix', {folder: to, mirrors: [url]})).equals(bytes)).toBe(true);
  });

  test.each(['tiny/whole', 'tiny/prefix'])('%s: refuses a file with another checksum, and leaves none', async name => {
    const to = folder();
    const {url} = await serve((response, {start}) => send(response, bytes.toReversed(), start));
    const failure = await fetchWeights(name, {folder: to, mirrors: [url]}).catch(error => error);
    expect(failure).toMatchObject({name: 'DataError', code: 'DOWNLOAD_FAILED'});
    expect(failure.message).toMatch(
      new RegExp(`expected ${file} with SHA-256 ${sha256.slice(0, 8)}.*; corrupted, or another file: it is \\w{64}`),
    );
    expect(readdirSync(to)).toEqual([]);
  });

  test('without network it says what it tried, and that what arrived is kept', async () => {
    const to = folder();
    const {url} = await serve((response, {start}) => breakOff(response, bytes, {start, end: start + 100}));
    const failure = await fetchWeights('tiny/whole', {folder: to, mirrors: [url]}).catch(error => error);
    expect(failure).toMatchObject({code: 'DOWNLOAD_FAILED'});
    expect(failure.message).toContain('Check the network and try again: what has arrived is kept.');
    expect(failure.message).toContain(`\n  ${url}/${file}: `);
    expect(existsSync(join(to, file))).toBe(false);
    expect(readdirSync(to)).toEqual([`${file}.part`]);
  });

  test('stops when it is told to', async () => {
    const {url} = await serve(response => void response.writeHead(200).write('a'));
    const stop = new AbortController();
    const fetching = fetchWeights('tiny/whole', {
      folder: folder(),
      mirrors: [url],
      onProgress: () => stop.abort(new Error('enough')),
      signal: stop.signal,
    });
    await expect(fetching).rejects.toThrow('enough');
  });
});

describe('weightsFolder', () => {
  afterEach(() => vi.unstubAllEnvs());

  test('follows RESIDUAL_WEIGHTS_DIR', () => {
    vi.stubEnv('RESIDUAL_WEIGHTS_DIR', 'some/where');
    expect(weightsFolder()).toBe(resolve('some/where'));
  });

  test('is in the cache folder of the platform otherwise', () => {
    vi.stubEnv('RESIDUAL_WEIGHTS_DIR', '');
    expect(weightsFolder()).toMatch(/residual[\\/](Cache[\\/])?weights$/);
  });
});
