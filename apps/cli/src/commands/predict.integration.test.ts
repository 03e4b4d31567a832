import {readFile} from 'node:fs/promises';
import {wasm} from '@residual/backend-web';
import {digits} from '@residual/data/node';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import sharp from 'sharp';
import {beforeAll, describe, expect, test} from 'vitest';
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

  test('says a line an image, and that it inverted one', async () => {
    const {stdout} = await residual('predict digits paper.jpg --engine wasm --top 2');
    const line = /^paper\.jpg: \d \d+\.\d\d % {2}\d \d+\.\d\d % {2}\(inverted: its background is light\)\n$/;
    expect(stdout).toMatch(line);
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
