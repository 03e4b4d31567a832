import {readFileSync} from 'node:fs';
import {wasm} from '@residual/backend-web';
import {createModel} from '@residual/core';
import {type Dataset, random, resize} from '@residual/data';
import {digits} from '@residual/data/node';
import {memory} from '@tensorflow/tfjs-core';
import {type LayersModel, loadLayersModel} from '@tensorflow/tfjs-layers';
import {afterAll, beforeAll, expect, test} from 'vitest';
import type {Drawing} from '../drawing/drawing.js';
import {EXAMPLES} from '../drawing/examples.js';
import {prepareDigit} from '../drawing/prepare-digit.js';
import {rasterize} from '../drawing/rasterize.js';
import {SIZE} from '../drawing/size.js';
import {Reader} from './reader.js';

const file = (name: string) => readFileSync(new URL(`../../../../models/digits/${name}`, import.meta.url));

/** The network that comes with the site. */
function shipped(): Promise<LayersModel> {
  const {modelTopology, weightsManifest, userDefinedMetadata} = JSON.parse(String(file('model.json')));
  const weightData = Uint8Array.from(file('weights.bin')).buffer;
  return loadLayersModel({
    load: async () => ({modelTopology, weightSpecs: weightsManifest[0].weights, weightData, userDefinedMetadata}),
  });
}

let reader: Reader;
let sample: Dataset;
beforeAll(async () => {
  await wasm();
  reader = new Reader(await shipped());
  sample = (await digits({train: false})).stratified(200, 1);
});
afterAll(() => reader?.dispose());

async function read(digit: Uint8Array): Promise<number> {
  const {scores} = await reader.read(digit);
  return scores.indexOf(Math.max(...scores));
}

/** How many of the sample are read rightly after something was done to each. */
async function right(change: (digit: Uint8Array) => Uint8Array): Promise<number> {
  let count = 0;
  for (let i = 0; i < sample.length; i++) {
    const {data, label} = await sample.get(i);
    if ((await read(change(data as Uint8Array))) === label) count++;
  }
  return count;
}

test('digits of MNIST that are drawn large and shifted are read as well as MNIST has them', async () => {
  const drawn = (digit: Uint8Array) => {
    const side = 4 * SIZE;
    const large = resize({size: [side, side]})({data: digit, height: SIZE, width: SIZE, channels: 1}, random(0));
    const width = side + 31;
    const paper = new Uint8Array((side + 60) * width);
    for (let y = 0; y < side; y++) paper.set(large.data.subarray(y * side, (y + 1) * side), (y + 60) * width + 31);
    return prepareDigit({data: paper, height: side + 60, width, channels: 1})!;
  };
  const before = await right(digit => digit);
  expect(before).toBeGreaterThanOrEqual(0.98 * sample.length);
  expect(await right(drawn)).toBeGreaterThanOrEqual(before - 1);
});

test.each([0.2, 0.5, 1])('the ten digits that the page draws are read at %f of their size', async scale => {
  const small = EXAMPLES.map(
    (drawing): Drawing => drawing.map(stroke => stroke.map(({x, y}) => ({x: scale * x, y: scale * y}))),
  );
  const answers = [];
  for (const drawing of small) answers.push(await read(prepareDigit(rasterize(drawing)!)!));
  expect(answers).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('what leaves the stages is there to be seen', async () => {
  expect(reader.stages).toEqual([
    {name: 'conv1', residual: false, maps: 16, height: 12, width: 12, convolutions: 1, kernel: 5, pooled: true},
    {name: 'rblock1', residual: true, maps: 16, height: 12, width: 12, convolutions: 2, kernel: 3, pooled: false},
    {name: 'conv2', residual: false, maps: 32, height: 4, width: 4, convolutions: 1, kernel: 5, pooled: true},
    {name: 'rblock2', residual: true, maps: 32, height: 4, width: 4, convolutions: 2, kernel: 3, pooled: false},
  ]);
  const {scores, stages} = await reader.read((await sample.get(0)).data as Uint8Array);
  expect(scores.reduce((a, b) => a + b)).toBeCloseTo(1, 5);
  expect(stages.map(({length}) => length)).toEqual([16 * 144, 16 * 144, 32 * 16, 32 * 16]);
  for (const maps of stages) expect(Math.max(...maps)).toBe(255);
});

test('reading, and a reader that is no longer needed, leave nothing behind', async () => {
  const before = memory().numTensors;
  const other = new Reader(await shipped());
  await other.read(new Uint8Array(SIZE * SIZE).fill(9));
  other.dispose();
  expect(memory().numTensors).toBe(before);
});

test('a network that reads something else is refused', () => {
  const model = createModel('mnist-residual', {inputShape: [32, 32, 3]});
  model.setUserDefinedMetadata({classes: ['a'], normalize: {mean: [0, 0, 0], std: [1, 1, 1]}});
  expect(() => new Reader(model)).toThrow('Expected a network for digits, 28 x 28 x 1, got one for 32 x 32 x 3.');
  expect(() => new Reader(createModel('mnist-residual'))).toThrow('without the names of its classes');
});
