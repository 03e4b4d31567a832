import {createHash} from 'node:crypto';
import {existsSync, readdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {gzipSync} from 'node:zlib';
import {zipSync} from 'fflate';
import {describe, expect, test} from 'vitest';
import type {DatasetDescription} from '../datasets/description.js';
import {EMNIST_SPLITS, emnistDescription} from '../datasets/emnist.js';
import type {Sample} from '../sample.js';
import {temporaryFolders} from '../testing/folder.js';
import {encodeIdx} from '../testing/idx.js';
import {send, testServers} from '../testing/server.js';
import {emnist} from './emnist.js';
import {idxEntry} from './idx-entry.js';

const folder = temporaryFolders();
const serve = testServers();

/** Two training images and one to test with, of 2 rows and 3 columns, stored column by column under labels from 1. */
const contents = {
  'letters-train-images-idx3-ubyte': encodeIdx([2, 3, 2], [1, 4, 2, 5, 3, 6, 10, 40, 20, 50, 30, 60]),
  'letters-train-labels-idx1-ubyte': encodeIdx([2], [1, 2]),
  'letters-test-images-idx3-ubyte': encodeIdx([1, 3, 2], [7, 7, 7, 7, 7, 8]),
  'letters-test-labels-idx1-ubyte': encodeIdx([1], [2]),
};
const names = Object.keys(contents) as (keyof typeof contents)[];
const zip = zipSync({
  'gzip/other.gz': gzipSync('other'),
  ...Object.fromEntries(names.map(name => [`gzip/${name}.gz`, gzipSync(contents[name])])),
});
const [trainImages, trainLabels, testImages, testLabels] = names.map(name => ({name})) as [
  {name: string},
  {name: string},
  {name: string},
  {name: string},
];
const letters: DatasetDescription = {
  ...emnistDescription('letters'),
  classes: ['a', 'b'],
  shape: [2, 3, 1],
  archive: {
    name: 'gzip.zip',
    downloadBytes: zip.length,
    md5: createHash('md5').update(zip).digest('hex'),
    folder: 'gzip',
  },
  train: {samples: 2, images: trainImages, labels: trainLabels},
  test: {samples: 1, images: testImages, labels: testLabels},
};
const entry = idxEntry(letters);

async function mirror(bytes: Uint8Array = zip): Promise<{mirrors: string[]; asked: string[]}> {
  const asked: string[] = [];
  const {url} = await serve((response, {path, start}) => {
    asked.push(path);
    send(response, bytes, start);
  });
  return {mirrors: [url], asked};
}

describe('a data set whose files come in a zip', () => {
  test('is taken out of it, upright and with labels from 0', async () => {
    const dir = folder();
    const {mirrors, asked} = await mirror();
    expect(await entry.fetch({dir, mirrors})).toEqual({present: [], downloaded: names});
    expect(asked).toEqual(['/gzip.zip']);
    expect(readdirSync(join(dir, 'emnist')).sort()).toEqual(names.map(name => `${name}.gz`).sort());
    const train = await entry.load({dir});
    expect([...train.labels]).toEqual([0, 1]);
    const {data, shape} = train.get(1) as Sample;
    expect([[...data], shape]).toEqual([
      [10, 20, 30, 40, 50, 60],
      [2, 3, 1],
    ]);
    expect(await entry.verify({dir})).toMatchObject({ok: true});
    expect(await entry.fetch({dir, mirrors})).toEqual({present: names, downloaded: []});
    expect(asked).toHaveLength(1);
  });

  test('comes when it is loaded; the archive of somebody serves in the place of a download, and stays', async () => {
    const dir = folder();
    const {mirrors, asked} = await mirror();
    expect(await entry.load({dir, train: false, download: {mirrors}})).toHaveLength(1);
    expect(readdirSync(join(dir, 'emnist'))).toHaveLength(2);
    writeFileSync(join(dir, 'emnist', 'gzip.zip'), zip);
    expect(await entry.load({dir, download: {mirrors}})).toHaveLength(2);
    expect(asked).toHaveLength(1);
    expect(existsSync(join(dir, 'emnist', 'gzip.zip'))).toBe(true);
  });

  test.each<[string, Uint8Array, string]>([
    ['cut off', gzipSync(contents['letters-train-images-idx3-ubyte']).subarray(0, -9), 'truncated'],
    [
      'of other images',
      gzipSync(contents['letters-test-images-idx3-ubyte']),
      'expected the 2 samples of letters-train',
    ],
  ])('a file %s is found, and replaced where it lies', async (_, bytes, problem) => {
    const dir = folder();
    const {mirrors} = await mirror();
    await entry.fetch({dir, mirrors});
    const path = join(dir, 'emnist', 'letters-train-images-idx3-ubyte.gz');
    writeFileSync(path, bytes);
    const {ok, files} = await entry.verify({dir});
    expect([ok, files[0]!.path, files[0]!.problem]).toEqual([false, path, expect.stringContaining(problem)]);
    expect(await entry.fetch({dir, mirrors})).toMatchObject({downloaded: ['letters-train-images-idx3-ubyte']});
    expect(await entry.verify({dir})).toMatchObject({ok: true});
  });

  test('another archive is refused, and nothing is left', async () => {
    const dir = folder();
    const {mirrors} = await mirror(zipSync({other: Uint8Array.of(1)}));
    const failure = await entry.fetch({dir, mirrors}).catch(error => error);
    expect(failure).toMatchObject({code: 'DOWNLOAD_FAILED'});
    expect(failure.message).toContain('expected gzip.zip with MD5');
    expect(readdirSync(join(dir, 'emnist'))).toEqual([]);
  });

  test('an archive that lacks a file is an error that names it', async () => {
    const lacking = zipSync({'gzip/other.gz': gzipSync('other')});
    const md5 = createHash('md5').update(lacking).digest('hex');
    const {fetch} = idxEntry({...letters, archive: {...letters.archive!, md5}});
    const {mirrors} = await mirror(lacking);
    const failure = fetch({dir: folder(), mirrors});
    await expect(failure).rejects.toThrow('expected gzip/letters-train-images-idx3-ubyte.gz in it, got none');
  });
});

describe('emnist', () => {
  test.each(EMNIST_SPLITS)('%s: classes under their own names, files under those of NIST', split => {
    const {classes, train, firstLabel = 0} = emnistDescription(split);
    expect(new Set(classes).size).toBe(classes.length);
    expect(classes.length).toBe({balanced: 47, byclass: 62, bymerge: 47, letters: 26, digits: 10, mnist: 10}[split]);
    expect(train.images.name).toBe(`emnist-${split}-train-images-idx3-ubyte`);
    expect(firstLabel).toBe(split === 'letters' ? 1 : 0);
  });

  test('refuses a split that there is not', async () => {
    await expect(emnist({split: 'all' as 'balanced'})).rejects.toThrow('expected split to be one of balanced, byclass');
  });

  test('says what is missing, and how to get it', async () => {
    const missing = emnist({dir: folder(), split: 'digits'});
    await expect(missing).rejects.toThrow(
      /EMNIST digits: no emnist-digits-train-images-idx3-ubyte\.gz and .*fetchDataset\('emnist-digits'\)/,
    );
  });
});
