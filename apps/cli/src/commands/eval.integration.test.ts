import {copyFile, mkdir, readFile, writeFile} from 'node:fs/promises';
import {decodeSafetensors, encodeSafetensors} from '@residual/core';
import {digits} from '@residual/data/node';
import sharp from 'sharp';
import {beforeAll, describe, expect, test} from 'vitest';
import type {ClassEvaluation} from '../evaluation/evaluate-classes.js';
import {useWorkplace} from '../testing/residual.js';

const {at, residual} = useWorkplace();

const ofNetwork = '--model mnist-residual --data digits --engine wasm';

/** What stands in a line of facts. */
const factsOf = (stdout: string) => Object.fromEntries(stdout.split('\n').map(line => line.split(/ {2,}/).slice(0, 2)));

beforeAll(async () => {
  await residual('train digits --engine wasm --data.take 640 --epochs 1');
  await residual('train digits --engine wasm --data.take 640 --epochs 1 --seed 3 --name other');
  await residual('export digits --format safetensors --out exported.safetensors');
  const {tensors} = decodeSafetensors(await readFile(at('exported.safetensors')));
  await writeFile(at('bare.safetensors'), encodeSafetensors(tensors));
});

test('the exported weights of a run are as good as the run, and say how images are normalised', async () => {
  const run = JSON.parse((await residual('eval digits --engine wasm --json')).stdout);
  const {stdout} = await residual(`eval --weights exported.safetensors ${ofNetwork} --json`);
  const {run: _, epochs, steps, ...expected} = run;
  expect(JSON.parse(stdout)).toEqual({
    ...expected,
    weights: 'exported.safetensors',
    names: 'torchvision',
    model: 'mnist-residual',
    data: 'digits',
    normalize: {name: 'as the file says', mean: [0.1307], std: [0.3801]},
  });
  expect(epochs).toBe(1);
  expect(steps).toBe(20);
  expect(run.top5).toBeGreaterThan(run.accuracy);
});

test('what is said of the classes follows from the confusion matrix', async () => {
  const {stdout} = await residual('eval digits --engine wasm --take 400 --json');
  const {classes, confusion, correct, accuracy, samples}: ClassEvaluation = JSON.parse(stdout);
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
  expect(sum(confusion.map((row, i) => row[i]!))).toBe(correct);
  expect([samples, accuracy]).toEqual([400, correct / 400]);
  for (const [i, {name, recall, precision, ...counts}] of classes.entries()) {
    expect(name).toBe(String(i));
    expect(counts).toMatchObject({correct: confusion[i]![i], samples: sum(confusion[i]!)});
    expect(recall).toBe(counts.correct / counts.samples);
    expect(precision).toBe(counts.correct / (sum(confusion.map(row => row[i]!)) || 1));
  }
});

test.each([
  ['', 'mnist-notebook (usual for digits): mean 0.1307, deviation 0.3801', 'all 1,000 test images of digits'],
  [' --normalize mnist', 'mnist: mean 0.1307, deviation 0.3081', 'all 1,000 test images of digits'],
  [' --normalize 0.5/0.25', 'as given: mean 0.5, deviation 0.25', 'all 1,000 test images of digits'],
  [
    ' --take 20',
    'mnist-notebook (usual for digits): mean 0.1307, deviation 0.3801',
    'first 20 test images of digits (of 1,000)',
  ],
])('the output says on what a bare file was evaluated:%s', async (flags, normalised, images) => {
  const {stdout} = await residual(`eval --weights bare.safetensors ${ofNetwork}${flags}`);
  expect(factsOf(stdout)).toMatchObject({
    weights: 'bare.safetensors, with the names of torchvision',
    network: 'mnist-residual for 28 x 28 x 1, 10 classes',
    'normalised by': normalised,
    images,
    accuracy: expect.stringMatching(/^\d+\.\d\d % \(\d+ of (1,000|20)\)$/),
    'among top 5': expect.stringMatching(/^\d+\.\d\d %$/),
  });
});

test.each([
  ['--model mnist-residual --data cifar10 --data-dir .', 3, 'no test_batch.bin in'],
  ['--model cifar-resnet20 --data digits', 2, 'these tensors do not fit the model'],
  ['--model mnist-residual --data digits --classes 11', 2, 'fc.weight (expected shape [11,512], got [10,512])'],
  ['--model mnist-residual --data digits --take 1001', 2, 'take from 1000 samples: expected an integer'],
])('%s ends with %i', async (flags, exit, message) => {
  const {code, stdout, stderr} = await residual(`eval --weights bare.safetensors --engine wasm ${flags}`);
  expect(stderr).toContain(message);
  expect([code, stdout]).toEqual([exit, '']);
});

test('a run can be evaluated in part', async () => {
  const {stdout} = await residual('eval digits --engine wasm --take 300');
  expect(factsOf(stdout)).toMatchObject({run: 'runs/digits', images: 'first 300 test images of digits (of 1,000)'});
});

test.each(['text.safetensors', 'none.pth', '.'])('%s, which is no file of weights', async file => {
  await writeFile(at('text.safetensors'), 'no weights');
  const {code, stdout, stderr} = await residual(`eval --weights ${file} ${ofNetwork}`);
  expect(stderr).toMatch(/^residual: .*\n {2}Expected a file of weights: safetensors/);
  expect(stderr).toContain(file);
  expect([code, stdout]).toEqual([3, '']);
});

test('tables and pictures of an evaluation say what it says', async () => {
  const {stdout, stderr} = await residual('eval digits --engine wasm --take 300 --out report --json');
  const result: ClassEvaluation = JSON.parse(stdout);
  expect(stderr).toContain('Wrote report');
  const read = (name: string) => readFile(at('report', name), 'utf8');
  expect(JSON.parse(await read('metrics.json'))).toEqual(result);
  const rows = (await read('predictions.csv')).trimEnd().split('\r\n');
  expect(rows[0]).toBe(`image,class,predicted,correct,score,loss,${[...'0123456789'].map(name => `p(${name})`)}`);
  const cells = rows.slice(1).map(row => row.split(','));
  expect(cells).toHaveLength(300);
  expect(cells.filter(([, , , correct]) => correct === '1')).toHaveLength(result.correct);
  const loss = cells.reduce((sum, row) => sum + Number(row[5]), 0) / 300;
  expect(loss).toBeCloseTo(result.loss, 5);
  const matrix = (await read('confusion.csv')).trimEnd().split('\r\n').slice(1);
  expect(matrix.map(row => row.split(',').slice(1).map(Number))).toEqual(result.confusion);
  for (const name of ['confusion.svg', 'reliability.svg']) expect(await read(name)).toMatch(/^<svg/);
  expect((await sharp(at('report/mistakes.png')).metadata()).format).toBe('png');
  const [worst] = result.confused;
  expect(worst!.count).toBe(Math.max(...result.confusion.flatMap((row, i) => row.filter((_, j) => i !== j))));
});

test('two runs on the same images are set side by side', async () => {
  const {stdout} = await residual('eval digits other --engine wasm --json');
  const {evaluations, comparisons} = JSON.parse(stdout);
  const [first, second]: ClassEvaluation[] = evaluations;
  const [{onlyFirst, onlySecond, p}] = comparisons;
  expect(onlyFirst - onlySecond).toBe(first!.correct - second!.correct);
  expect(p).toBeGreaterThan(0);
  const table = await residual('eval digits other --engine wasm');
  expect(table.stdout).toMatch(/^ +digits +other\naccuracy /);
  expect(table.stdout).toContain(`p = ${p < 0.0001 ? p.toExponential(1) : p.toFixed(4)} by McNemar's test`);
});

test('other photos are matched by the names of their folders; broken ones are named and left out', async () => {
  const images = await digits({train: false});
  const chosen = [...images.labels.keys()].filter(i => [3, 7].includes(images.labels[i]!)).slice(0, 20);
  for (const i of chosen) {
    const {data, label} = await images.get(i);
    await mkdir(at(`photos/${label}`), {recursive: true});
    const picture = sharp(data as Uint8Array, {raw: {width: 28, height: 28, channels: 1}});
    await picture.png().toFile(at(`photos/${label}/${i}.png`));
  }
  await writeFile(at('photos/3/broken.png'), 'no picture');
  const {stdout, stderr} = await residual('eval digits --engine wasm --images photos --out of-photos --json');
  expect(stderr).toContain('photos/3/broken.png: ');
  const {classes, samples, folder}: ClassEvaluation & {folder: string} = JSON.parse(stdout);
  const there = classes.filter(({samples}) => samples > 0).map(({name}) => name);
  expect([samples, folder, there]).toEqual([20, 'photos', ['3', '7']]);
  const rows = (await readFile(at('of-photos/predictions.csv'), 'utf8')).split('\r\n');
  expect(rows[1]).toMatch(/^0,.*photos\/3\/\d+\.png,3,/);
  // As the same images are answered in the data set itself.
  const all = JSON.parse((await residual('eval digits --engine wasm --out whole --json')).stdout);
  expect(all.samples).toBe(1000);
  const whole = (await readFile(at('whole/predictions.csv'), 'utf8')).split('\r\n').slice(1);
  const inOrder = [...chosen].sort((a, b) => images.labels[a]! - images.labels[b]! || a - b);
  for (const [row, i] of inOrder.entries()) {
    const [, , ...fromFile] = rows[row + 1]!.split(',');
    expect(fromFile.slice(0, 2)).toEqual(whole[i]!.split(',').slice(1, 3));
  }
});

test.each([
  ['train', 'all 640 training images of digits'],
  ['valid', 'all 1,000 validation images of digits'],
])('--split %s', async (split, images) => {
  const {stdout} = await residual(`eval digits --engine wasm --split ${split}`);
  expect(factsOf(stdout)).toMatchObject({images});
});

describe('what cannot be evaluated', () => {
  beforeAll(async () => {
    await mkdir(at('runs/begun'));
    await copyFile(at('runs/digits/config.json'), at('runs/begun/config.json'));
    await mkdir(at('empty/cat'), {recursive: true});
    await mkdir(at('pets/cat'), {recursive: true});
    await sharp({create: {width: 8, height: 8, channels: 3, background: 'red'}})
      .png()
      .toFile(at('pets/cat/1.png'));
    await mkdir(at('texts/3'), {recursive: true});
    await writeFile(at('texts/3/a.png'), 'no picture');
  });

  test.each([
    ['eval', 2, 'Nothing was given to evaluate.'],
    ['eval begun', 5, 'The run runs/begun has no checkpoint yet.'],
    ['eval digits --model mnist-residual', 2, '--model does not go with a run.'],
    ['eval digits --images empty', 3, 'expected folders of images, one a class'],
    ['eval digits --images texts', 3, 'none can be used. The first problem: '],
    ['eval digits --images pets', 3, 'The network was not trained on cat.'],
    ['eval digits --images nowhere', 3, 'nowhere'],
    ['eval digits --images pets --split train', 2, '--split does not go with --images.'],
    ['eval digits --split half', 2, 'Allowed choices are test, valid, train'],
    ['eval digits --tta twice', 2, 'Allowed choices are flip, five-crop, ten-crop'],
    ['eval digits other --split train', 2, 'digits and other are about different images.'],
    ['eval --weights bare.safetensors --model mnist-residual --data digits --images pets', 3, 'not trained on cat.'],
    ['eval --weights bare.safetensors --model mnist-residual --split valid', 2, 'Weights have no validation images.'],
    ['eval digits --take 0', 2, 'Expected a whole number, at least 1.'],
  ])('%s ends with %i', async (line, exit, message) => {
    const {code, stdout, stderr} = await residual(`${line} --engine wasm`);
    expect(stderr).toContain(message);
    expect([code, stdout]).toEqual([exit, '']);
  });
});
