import {readFile, writeFile} from 'node:fs/promises';
import {decodeSafetensors, encodeSafetensors} from '@residual/core';
import {beforeAll, expect, test} from 'vitest';
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
  const {loss, accuracy, top5, classes, normalize, ...rest} = JSON.parse(stdout);
  expect({accuracy, top5, classes}).toEqual({accuracy: run.accuracy, top5: run.top5, classes: run.classes});
  expect(loss).toBe(run.loss);
  expect(top5).toBeGreaterThan(accuracy);
  expect(normalize).toEqual({name: 'as the file says', mean: [0.1307], std: [0.3801]});
  expect(rest).toEqual({
    weights: 'exported.safetensors',
    names: 'torchvision',
    model: 'mnist-residual',
    data: 'digits',
    testImages: 1000,
    correct: run.correct,
    samples: 1000,
  });
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

test('a file of weights that is none', async () => {
  await writeFile(at('text.safetensors'), 'no weights');
  const {code, stderr} = await residual(`eval --weights text.safetensors ${ofNetwork}`);
  expect(stderr).toMatch(/^residual: /);
  expect(stderr).not.toContain('    at ');
  expect(code).toBe(5);
});
