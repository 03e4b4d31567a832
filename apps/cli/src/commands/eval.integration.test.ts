import {readFile, writeFile} from 'node:fs/promises';
import {decodeSafetensors, encodeSafetensors} from '@residual/core';
import {beforeAll, expect, test} from 'vitest';
import type {ClassEvaluation} from '../evaluation/evaluate-classes.js';
import {useWorkplace} from '../testing/residual.js';

const {at, residual} = useWorkplace();

const ofNetwork = '--model mnist-residual --data digits --engine wasm';

/** What stands in a line of facts. */
const factsOf = (stdout: string) => Object.fromEntries(stdout.split('\n').map(line => line.split(/ {2,}/).slice(0, 2)));

beforeAll(async () => {
  await residual('train digits --engine wasm --data.take 640 --epochs 1');
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
    'test accuracy': expect.stringMatching(/^\d+\.\d\d % \(\d+ of (1,000|20)\)$/),
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
