import {mkdir, readdir, readFile, writeFile} from 'node:fs/promises';
import {decodeSafetensors} from '@residual/core';
import {beforeAll, describe, expect, test} from 'vitest';
import {EXIT} from '../exit-codes.js';
import {useWorkplace} from '../testing/residual.js';

const {at, residual} = useWorkplace();
const network = '--model mnist-residual';

beforeAll(() => residual('train digits --engine wasm --data.take 256 --epochs 1'));

describe('a run', () => {
  test('for TensorFlow.js, it is what training left', async () => {
    const {code, stdout} = await residual('export digits --format tfjs --out web/model --json');
    expect(code).toBe(0);
    const files = ['model.json', 'weights.bin'];
    expect(JSON.parse(stdout)).toMatchObject({format: 'tfjs', out: 'web/model', half: false, parameters: 41_514});
    for (const file of files)
      expect(await readFile(at('web/model', file))).toEqual(await readFile(at('runs/digits/model', file)));
    expect((await readdir(at('web/model'))).sort()).toEqual(files);
    expect(await readdir(at('web'))).toEqual(['model']);
  });

  test('for web pages, by --web: half precision, in the folder of the run', async () => {
    const {code, stdout} = await residual('export digits --web --json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({format: 'tfjs', half: true, parameters: 41_514});
    expect((await readdir(at('runs/digits/web'))).sort()).toEqual(['model.json', 'weights.bin']);
    const size = async (folder: string) => (await readFile(at('runs/digits', folder, 'weights.bin'))).length;
    expect((await size('web')) / (await size('model'))).toBeCloseTo(0.5, 2);
  });

  test.each([
    ['export digits', 'No format was given.'],
    ['export digits --format onnx', 'No place was given to write to.'],
    [`export ${network} --web`, 'No place was given to write to.'],
    ['export digits --web --format onnx --out digits.onnx', '--web does not go with --format onnx.'],
  ])('%s: %s', async (command, message) => {
    const {code, stderr} = await residual(command);
    expect(stderr).toMatch(`residual: ${message}\n`);
    expect(code).toBe(EXIT.usage.code);
  });

  test('for PyTorch in half precision, with its classes and normalisation', async () => {
    const {stdout} = await residual('export digits --format safetensors --out digits.safetensors --half');
    expect(stdout).toMatch(/^wrote {5}digits\.safetensors \(8\d\.\d kB\)\nopens in {2}PyTorch: /);
    const {tensors, metadata} = decodeSafetensors(await readFile(at('digits.safetensors')));
    expect(tensors['rblock1.conv1.weight']).toMatchObject({dtype: 'F16', shape: [16, 16, 3, 3]});
    expect(JSON.parse(metadata.classes!)).toEqual([...'0123456789']);
    expect(JSON.parse(metadata.normalize!)).toEqual({mean: [expect.any(Number)], std: [expect.any(Number)]});
  });

  test('what was exported is exported again as it was', async () => {
    await residual('export digits --format safetensors --out first.safetensors');
    await residual(`export ${network} --weights first.safetensors --format safetensors --out second.safetensors`);
    const [first, second] = await Promise.all(
      ['first', 'second'].map(async name => decodeSafetensors(await readFile(at(`${name}.safetensors`)))),
    );
    expect(second!.tensors).toEqual(first!.tensors);
    expect(second!.metadata.normalize).toBe(first!.metadata.normalize);
  });
});

test('a network without weights is exported, and it is said that it is untrained', async () => {
  const {code, stderr} = await residual('export --model cifar-resnet8 --format saved-model --out saved --classes 3');
  expect(stderr).toBe('cifar-resnet8 is exported with its first weights, untrained: no --weights.\n');
  expect(code).toBe(0);
  expect(await readdir(at('saved'))).toEqual(['saved_model.pb']);
});

describe('what is there', () => {
  test('is replaced by --force alone', async () => {
    await writeFile(at('old.onnx'), 'old');
    const {code, stderr} = await residual(`export ${network} --format onnx --out old.onnx`);
    expect(stderr).toBe('residual: old.onnx exists already.\n  Replace it by --force, or choose another --out.\n');
    expect(code).toBe(EXIT.usage.code);
    expect(await readFile(at('old.onnx'), 'utf8')).toBe('old');
    expect(await residual(`export ${network} --format onnx --out old.onnx --force`)).toMatchObject({code: 0});
    expect((await readFile(at('old.onnx'))).length).toBeGreaterThan(160_000);
  });

  test.each([
    ['a folder of something else', 'tfjs', 'thesis', 'thesis is not a folder with model.json, so it is not replaced.'],
    ['a file in the place of a folder', 'tfjs', 'thesis/text', 'thesis/text is not a folder with model.json'],
    ['a folder in the place of a file', 'onnx', 'thesis', 'thesis is not a file'],
  ])('stays, where it is %s', async (_, format, out, message) => {
    await mkdir(at('thesis'), {recursive: true});
    await writeFile(at('thesis/text'), 'two years of work');
    const {code, stderr} = await residual(`export ${network} --format ${format} --out ${out} --force`);
    expect(stderr).toContain(message);
    expect(code).toBe(EXIT.usage.code);
    expect(await readFile(at('thesis/text'), 'utf8')).toBe('two years of work');
  });

  test('an export is replaced as a whole: no file of the old one is left', async () => {
    await residual('export --model cifar-resnet110 --format tfjs --out model');
    expect(await readdir(at('model'))).toContain('weights-2-of-2.bin');
    await residual(`export ${network} --format tfjs --out model --force`);
    expect((await readdir(at('model'))).sort()).toEqual(['model.json', 'weights.bin']);
  });
});
