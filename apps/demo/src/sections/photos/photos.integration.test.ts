import {execFile} from 'node:child_process';
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {wasm} from '@residual/backend-web';
import * as tf from '@tensorflow/tfjs-core';
import {loadLayersModel} from '@tensorflow/tfjs-layers';
import {unzipSync} from 'fflate';
import type {Page} from 'playwright-core';
import sharp from 'sharp';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {loseGpu, openOnLosableGpu} from '../../testing/losable-gpu.js';
import {hasChromium, type Site, startSite} from '../../testing/site.js';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const CLI = here('../../../../cli/dist/main.js');
const MODELS = here('../../../models');
const PHOTOS = process.env.RESIDUAL_PHOTOS_DIR ?? here('../../../../../../shared/data/photos');
const hasPhotos = existsSync(PHOTOS);
if (!hasPhotos) console.warn(`The photos of cats and dogs are not classified: there is no ${PHOTOS}.`);

/** The probability of each class, by name. */
type Scores = Record<string, number>;

describe.skipIf(!hasChromium)('in Chromium', () => {
  let site: Site;
  let page: Page;
  let dir: string;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'residual-photos-'));
    await writePhotos(join(dir, 'things'));
    site = await startSite();
    page = await site.open('?engine=wasm#/photos');
  });
  afterAll(async () => {
    await site?.close();
    await rm(dir, {recursive: true, force: true});
  });

  const choosePhoto = async (file: string) => {
    await page.locator('.classify input[type=file]').first().setInputFiles(file);
    const name = file.split('/').at(-1)!;
    await page.getByRole('img', {name: `The photo ${name}`}).waitFor();
  };
  const openNetwork = (files: string | string[]) =>
    page.locator('.classify input[accept*=".zip"]').setInputFiles(files);

  test.skipIf(!hasPhotos)('photos get the labels and the scores that residual predict gives them', async () => {
    const photos = readdirSync(PHOTOS).sort();
    const expected = await predict(join(MODELS, 'cats-dogs'), [PHOTOS]);
    let right = 0;
    for (const photo of photos) {
      await choosePhoto(join(PHOTOS, photo));
      const scores = await shownScores(page);
      const [top] = Object.keys(scores);
      if (photo.startsWith(top!)) right++;
      for (const [name, score] of Object.entries(expected[photo]!)) {
        expect(Math.abs(scores[name]! - score), `${photo}: ${name}`).toBeLessThan(0.02);
      }
    }
    const rightly = photos.filter(photo => photo.startsWith(Object.keys(expected[photo]!)[0]!));
    expect(right).toBe(rightly.length);
    expect(right).toBeGreaterThanOrEqual(0.7 * photos.length);
  });

  test('what speaks for a class is drawn over the photo, for another class on a click, and goes when it is not wanted', async () => {
    await choosePhoto(join(dir, 'things', 'red', '0.jpg'));
    const first = await heat(page);
    expect(Math.max(...first)).toBeGreaterThan(200);
    expect(Math.min(...first)).toBeLessThan(100);
    await page.locator('.scores button').nth(1).click();
    await page.locator('.scores button[aria-pressed=true]').nth(0).waitFor();
    await expect.poll(async () => String(await heat(page)) !== String(first)).toBe(true);
    await page.getByRole('slider').fill('0.3');
    expect(await page.locator('canvas.heat').evaluate(element => element.style.opacity)).toBe('0.3');
    await page.getByRole('checkbox', {name: 'Show what counted'}).uncheck();
    expect(await page.locator('canvas.heat').count()).toBe(0);
    await page.getByRole('checkbox', {name: 'Show what counted'}).check();
  });

  test('no camera: a message, in Chinese too; a camera: its photo is classified', async () => {
    await page.locator('.classify').getByRole('button', {name: 'Camera'}).click();
    await page.getByText(/There is no camera here|The camera was not allowed/).waitFor();
    await page.getByRole('button', {name: '中文'}).click();
    await page.getByRole('heading', {name: '您的照片里有什么？'}).waitFor();
    await page.locator('.classify').getByRole('button', {name: '相机'}).click();
    await page.getByText(/此设备没有相机|未获准使用相机/).waitFor();
    await page.getByRole('button', {name: 'English'}).click();

    await page.evaluate(() => {
      const canvas = document.createElement('canvas');
      canvas.getContext('2d')!.fillRect(0, 0, 100, 100);
      navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(10);
      setInterval(() => canvas.getContext('2d')!.fillRect(0, 0, 100, 100), 50);
    });
    await page.locator('.classify').getByRole('button', {name: 'Camera'}).click();
    await expect.poll(() => page.locator('video').evaluate((video: HTMLVideoElement) => video.videoWidth)).toBe(300);
    await page.getByRole('button', {name: 'Take a photo'}).click();
    await page.getByRole('img', {name: 'The photo Camera'}).waitFor();
    await page.getByRole('button', {name: 'Close the camera'}).click();
  });

  test.each<[string, Record<string, string | Buffer>, RegExp]>([
    ['photo', {'broken.jpg': 'no photo'}, /broken\.jpg cannot be read as an image/],
    ['zip', {'x.zip': 'no zip'}, /The \.zip cannot be read/],
    ['description', {'model.json': '{'}, /model\.json is not whole/],
    ['format', {'x.onnx': 'x'}, /x\.onnx is of another format/],
    ['graph model', {'model.json': '{"format": "graph-model"}'}, /of another format/],
    ['folder', {'x.json': '{}'}, /There is no model\.json/],
    ['set of files', {'model.json': readFileSync(join(MODELS, 'cifar10/model.json'))}, /weights\.bin is missing/],
    [
      'file of weights',
      {'model.json': readFileSync(join(MODELS, 'cifar10/model.json')), 'weights.bin': 'short'},
      /The weights do not fit model\.json/,
    ],
  ])('says what is wrong with a broken or wrong %s', async (_, files, message) => {
    const folder = await mkdtemp(join(dir, 'wrong-'));
    const paths = Object.keys(files).map(name => join(folder, name));
    for (const [i, content] of Object.values(files).entries()) await writeFile(paths[i]!, content);
    await openNetwork(paths);
    await page.getByRole('alert').filter({hasText: message}).waitFor();
  });

  test('a network that was exported is opened, and answers', async () => {
    await openNetwork(['model.json', 'weights.bin'].map(name => join(MODELS, 'cifar10', name)));
    await expect.poll(() => page.locator('#network option:checked').textContent()).toBe('model');
    await choosePhoto(join(dir, 'things', 'blue', '0.jpg'));
    const expected = await predict(join(MODELS, 'cifar10'), [join(dir, 'things', 'blue', '0.jpg')]);
    const [[name, score]] = Object.entries(expected['0.jpg']!) as [[string, number]];
    expect((await shownScores(page))[name]).toBeCloseTo(score, 2);
    await page.getByRole('button', {name: 'Delete the network model'}).click();
    await expect.poll(() => page.locator('#network option').count()).toBe(2);
  });

  test('classes of one’s own are taught, saved, there after a reload, and open in Node', async () => {
    await page.locator('.teach input[type=file]').first().setInputFiles(join(dir, 'things'));
    await page.getByText('12 photos').nth(1).waitFor();
    await page.locator('.broken li', {hasText: 'things/red/broken.jpg'}).waitFor();
    await page.getByRole('button', {name: 'Teach'}).click();
    await page.getByText('100.0 % right: 4 of the 4 photos that were held out.').waitFor({timeout: 60_000});
    expect(await page.locator('.confusion td').allTextContents()).toEqual(['2', '0', '0', '2']);
    await page.getByLabel('Name of the network').fill('colours');
    await page.getByRole('button', {name: 'Save in this browser'}).click();
    await page.getByText('“colours” is saved.').waitFor();

    await page.reload();
    await page.locator('#network').selectOption({label: 'colours'});
    // Of the network's own size, so that plain TF.js has nothing to shrink.
    const photo = join(dir, 'small.png');
    await sharp(join(dir, 'things', 'red', '3.jpg'))
      .resize(64, 64)
      .png()
      .toFile(photo);
    await choosePhoto(photo);
    const shown = await shownScores(page);
    expect(Object.keys(shown)[0]).toBe('red');

    const downloading = page.waitForEvent('download');
    await page.getByRole('button', {name: 'Download'}).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe('colours.zip');
    const folder = join(dir, 'colours');
    await unpack(await download.path(), folder);
    expect((await predict(folder, [photo]))['small.png']!.red).toBeCloseTo(shown.red!, 4);
    expect((await plainScores(folder, photo)).red).toBeCloseTo(shown.red!, 4);
  });

  test('a lesson is given again by the next engine where the GPU is lost', async () => {
    const page = await openOnLosableGpu(site, '#/photos');
    await page.locator('.teach input[type=file]').first().setInputFiles(join(dir, 'things'));
    await page.getByText('12 photos').nth(1).waitFor({timeout: 60_000});
    await page.getByRole('button', {name: 'Teach'}).click();
    await page.locator('.teach progress').waitFor();
    await loseGpu(page);
    await page.getByText('100.0 % right: 4 of the 4 photos that were held out.').waitFor({timeout: 60_000});
    await page.getByText(/Going on with WebAssembly/).waitFor();
    await page.context().close();
  });

  test('asked nothing of anyone else, and nothing went wrong on the console', () => {
    expect(site.outside).toEqual([]);
    expect(site.complaints).toEqual([]);
  });
});

/** Twelve reddish and twelve bluish photos, and a broken one. */
async function writePhotos(folder: string): Promise<void> {
  for (const [name, mean] of [
    ['red', [190, 60, 50]],
    ['blue', [50, 70, 190]],
  ] as const) {
    await mkdir(join(folder, name), {recursive: true});
    for (let i = 0; i < 12; i++) {
      const background = {r: mean[0], g: mean[1] + 4 * i, b: mean[2]};
      const spot = {create: {width: 20 + i, height: 30, channels: 3 as const, background: 'white'}};
      await sharp({create: {width: 120, height: 90, channels: 3, background}})
        .composite([{input: await sharp(spot).png().toBuffer(), left: 5 * i, top: 4 * i}])
        .jpeg()
        .toFile(join(folder, name, `${i}.jpg`));
    }
  }
  await writeFile(join(folder, 'red', 'broken.jpg'), 'no photo');
}

/** What the command line makes of photos, by their names: classes by falling score. */
async function predict(network: string, photos: string[]): Promise<Record<string, Scores>> {
  const words = ['predict', '--weights', network, '--engine', 'wasm', '--json', '--top', '10', ...photos];
  const {stdout} = await promisify(execFile)(process.execPath, [CLI, ...words]);
  const lines = stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
  return Object.fromEntries(
    lines.map(({file, top}: {file: string; top: {name: string; score: number}[]}) => [
      file.split('/').at(-1)!,
      Object.fromEntries(top.map(({name, score}) => [name, score])),
    ]),
  );
}

/** What plain TF.js makes of a photo of 64 x 64 pixels. */
async function plainScores(folder: string, photo: string): Promise<Scores> {
  await wasm();
  const json = JSON.parse(readFileSync(join(folder, 'model.json'), 'utf8'));
  const {classes, normalize} = json.userDefinedMetadata;
  const [{paths, weights: weightSpecs}] = json.weightsManifest;
  const weightData = new Uint8Array(readFileSync(join(folder, paths[0]))).buffer;
  const model = await loadLayersModel(tf.io.fromMemory({...json, weightSpecs, weightData}));
  const pixels = await sharp(photo).removeAlpha().raw().toBuffer();
  const scores = tf.tidy(() => {
    const x = tf.div(tf.tensor4d(new Float32Array(pixels), [1, 64, 64, 3]), 255);
    const logits = model.predict(tf.div(tf.sub(x, normalize.mean), normalize.std)) as tf.Tensor;
    return tf.softmax(logits).dataSync();
  });
  return Object.fromEntries(classes.map((name: string, i: number) => [name, scores[i]]));
}

async function unpack(zip: string, folder: string): Promise<void> {
  await mkdir(folder);
  for (const [name, bytes] of Object.entries(unzipSync(readFileSync(zip)))) await writeFile(join(folder, name), bytes);
}

/** The scores that the page shows, from the likeliest. */
async function shownScores(page: Page): Promise<Scores> {
  const rows = await page
    .locator('.scores button')
    .evaluateAll(buttons =>
      buttons.map(
        button =>
          [
            button.querySelector('span')!.textContent!,
            (button.querySelector('meter') as HTMLMeterElement).value,
          ] as const,
      ),
    );
  return Object.fromEntries(rows);
}

/** How red what lies over each place of the photo is, 0 to 255. */
function heat(page: Page): Promise<number[]> {
  return page.locator('canvas.heat').evaluate((canvas: HTMLCanvasElement) => {
    const {data} = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    return [...data].filter((_, i) => i % 4 === 0);
  });
}
