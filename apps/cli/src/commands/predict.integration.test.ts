import {copyFile, mkdir, readFile, writeFile} from 'node:fs/promises';
import {wasm} from '@residual/backend-web';
import {digits} from '@residual/data/node';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import sharp from 'sharp';
import {beforeAll, describe, expect, test} from 'vitest';
import {EXIT} from '../exit-codes.js';
import {jsonLines, useWorkplace} from '../testing/residual.js';

const {at, residual} = useWorkplace();

interface Prediction {
  readonly inverted: boolean;
  readonly top: readonly {readonly name: string; readonly score: number}[];
}

let trained: {test: {accuracy: number; loss: number}};
let pixels: Uint8Array;

beforeAll(async () => {
  const {stdout} = await residual('train digits --engine wasm --data.take 1000 --epochs 2 --json');
  trained = jsonLines(stdout).at(-1) as unknown as typeof trained;
  const {data} = await (await digits({train: false})).get(7);
  pixels = data as Uint8Array;
  const picture = () => sharp(pixels, {raw: {width: 28, height: 28, channels: 1}});
  await picture().png().toFile(at('same.png'));
  await picture().resize(140, 140).negate().jpeg({quality: 95}).toFile(at('paper.jpg'));
});

test('eval agrees with training, in all and class by class', async () => {
  expect(trained.test.accuracy).toBeGreaterThan(0.5);
  const {stdout} = await residual('eval digits --engine wasm --json');
  const evaluation = JSON.parse(stdout);
  expect(evaluation).toMatchObject({epochs: 2, samples: 1000, accuracy: trained.test.accuracy});
  expect(evaluation.loss).toBeCloseTo(trained.test.loss, 5);
  const classes: {name: string; correct: number; samples: number}[] = evaluation.classes;
  expect(classes.map(({name, samples}) => [name, samples])).toEqual([...'0123456789'].map(name => [name, 100]));
  expect(classes.reduce((sum, {correct}) => sum + correct, 0)).toBe(evaluation.correct);
});

describe('predict', () => {
  test('sees the same in a test image and in a large negative of it, and what plain TF.js sees in the model', async () => {
    const {stdout} = await residual('predict digits same.png paper.jpg --engine wasm --top 10 --json');
    const [same, paper] = jsonLines(stdout) as unknown as [Prediction, Prediction];
    expect([same.inverted, paper.inverted]).toEqual([false, true]);
    expect(paper.top[0]!.name).toBe(same.top[0]!.name);
    const expected = await plainScores();
    for (const {name, score} of same.top) expect(score).toBeCloseTo(expected[Number(name)]!, 5);
  });

  test('answers the same from the network that a run leaves for other programs, a folder that says all of itself', async () => {
    const {stdout} = await residual('predict digits same.png --engine wasm --top 10 --json');
    const exported = await residual('predict --weights runs/digits/model same.png --engine wasm --top 10 --json');
    expect(jsonLines(exported.stdout)).toEqual(jsonLines(stdout));
    await mkdir(at('bare'));
    await writeFile(at('bare', 'model.json'), '{"modelTopology": {}}');
    const bare = await residual('predict --weights bare same.png --engine wasm');
    expect(bare.code).toBe(EXIT.data.code);
    expect(bare.stderr).toContain('does not say its classes, constants and size of images');
  });

  test('says a line an image, and that it inverted one', async () => {
    const {stdout} = await residual('predict digits paper.jpg --engine wasm --top 2');
    const [header, line] = stdout.split('\n');
    expect(header).toBe('file       class     score  next      score');
    expect(line).toMatch(
      /^paper\.jpg {2}\d {7}[ \d]\d\.\d\d % {2}\d {6}[ \d]{2}\d\.\d\d % {2}inverted: its background is light$/,
    );
  });

  test('looks through folders and patterns, names what is broken, and goes on', async () => {
    await mkdir(at('photos/more'), {recursive: true});
    for (const name of ['a.png', 'more/b.png', 'more/c.png']) await copyFile(at('same.png'), at('photos', name));
    await writeFile(at('photos/more/d.png'), 'no picture');
    await writeFile(at('photos/notes.txt'), 'no picture either');
    const {code, stdout, stderr} = await residual(
      'predict digits photos none.jpg photos/more/[bc].png --engine wasm --json',
    );
    const lines = jsonLines(stdout);
    expect(lines.map(({file, problem}) => [file, problem !== undefined])).toEqual([
      ['photos/a.png', false],
      ['photos/more/b.png', false],
      ['photos/more/c.png', false],
      ['photos/more/d.png', true],
      ['none.jpg', true],
    ]);
    expect(stderr).toContain('photos/more/d.png: expected a whole image');
    expect(stderr).toContain('2 of 5 could not be read; the others were.');
    expect(code).toBe(EXIT.data.code);
  });

  test('more pictures than a batch holds are answered as one alone is', async () => {
    await mkdir(at('many'));
    const {data} = await (await digits({train: false})).get(8);
    await sharp(data as Uint8Array, {raw: {width: 28, height: 28, channels: 1}})
      .png()
      .toFile(at('other.png'));
    for (let i = 0; i < 260; i++) await copyFile(at(i === 253 ? 'other.png' : 'same.png'), at('many', `${i}.png`));
    const one = JSON.parse((await residual('predict digits other.png --engine wasm --json')).stdout);
    const all = jsonLines((await residual('predict digits many --engine wasm --json')).stdout);
    expect(all).toHaveLength(260);
    const tops = all as unknown as Prediction[];
    expect(tops[253]!.top[0]!.score).toBeCloseTo(one.top[0].score, 5);
    expect(new Set(tops.map(({top}) => top[0]!.score.toFixed(4))).size).toBe(2);
  });

  test('speaks as the notebook does', async () => {
    const {stdout} = await residual('predict digits same.png paper.jpg --engine wasm --style notebook');
    expect(stdout).toMatch(/^(this picture might be: \d , score: (0\.\d{1,3}|1\.0)\n){2}$/);
  });

  test('draws what speaks for its answers', async () => {
    const {stdout, stderr} = await residual(
      'predict digits same.png photos/a.png many/253.png --engine wasm --explain seen --json',
    );
    const paths = jsonLines(stdout).map(({explained}) => explained as string);
    expect(paths).toEqual(['seen/same.png', 'seen/a.png', 'seen/253.png']);
    expect(stderr).toContain('Wrote seen/sheet.png');
    for (const path of [...paths, 'seen/sheet.png']) {
      const {format, width} = await sharp(at(path)).metadata();
      expect([format, width! > 300]).toEqual(['png', true]);
    }
  });

  test.each([
    ['predict digits', 2, 'Nothing was given to classify.'],
    ['predict', 2, 'Nothing was given to classify.'],
    ['predict none same.png', 2, 'There is no run "none".'],
    ['predict digits void', 3, 'There are no pictures to classify: void: there is no picture in it.'],
    ['predict digits *.bmp', 3, 'There are no pictures to classify: *.bmp: no picture has such a name.'],
    ['predict digits same.png --explain-class 7', 2, '--explain-class says for which class'],
    ['predict digits same.png --explain-class eleven --explain seen', 2, 'There is no class "eleven".'],
    ['predict --weights exported.safetensors same.png', 2, '--weights does not say of which network they are.'],
  ])('%s ends with %i', async (line, exit, message) => {
    await mkdir(at('void'), {recursive: true});
    const {code, stdout, stderr} = await residual(`${line} --engine wasm`);
    expect(stderr).toContain(message);
    expect([code, stdout]).toEqual([exit, '']);
  });

  test('asks weights from elsewhere too', async () => {
    await residual('export digits --format safetensors --out exported.safetensors');
    const weights = '--weights exported.safetensors --model mnist-residual --data digits';
    const {stdout} = await residual(`predict ${weights} same.png --engine wasm --json`);
    expect(stdout).toBe((await residual('predict digits same.png --engine wasm --json')).stdout);
  });

  test('inverts when and only when it is told to', async () => {
    const {stdout} = await residual('predict digits paper.jpg --engine wasm --no-invert --json');
    expect(JSON.parse(stdout).inverted).toBe(false);
    const forced = await residual('predict digits same.png --engine wasm --invert --json');
    expect(JSON.parse(forced.stdout).inverted).toBe(true);
  });
});

/** What someone gets who opens the model with TF.js alone and follows its metadata. */
async function plainScores(): Promise<Float32Array> {
  await wasm();
  const file = JSON.parse(await readFile(at('runs/digits/model/model.json'), 'utf8'));
  const weightData = new Uint8Array(await readFile(at('runs/digits/model/weights.bin'))).buffer;
  const artifacts = {...file, weightSpecs: file.weightsManifest[0].weights, weightData};
  const model = await tfl.loadLayersModel(tf.io.fromMemory(artifacts));
  const {mean, std} = (model.getUserDefinedMetadata() as {normalize: {mean: number[]; std: number[]}}).normalize;
  const x = Float32Array.from(pixels, pixel => (pixel / 255 - mean[0]!) / std[0]!);
  const logits = model.predict(tf.tensor4d(x, [1, 28, 28, 1])) as tf.Tensor;
  return (await tf.softmax(logits).data()) as Float32Array;
}
