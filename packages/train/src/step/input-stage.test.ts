import '../testing/backend.js';
import * as tf from '@tensorflow/tfjs-core';
import {describe, expect, test} from 'vitest';
import {eager} from '../compile.js';
import {evaluateStep} from '../evaluate.js';
import {sgd} from '../optimizers/sgd.js';
import {randomFrom} from '../random.js';
import {tinyModel} from '../testing/tiny.js';
import {trainStep} from '../train-step.js';
import {inputStage} from './input-stage.js';

const image = [
  [1, 2, 3],
  [4, 5, 6],
];

/** What a stage makes of the image, placed at `[top, left, flipped]`. */
function placed(stage: ReturnType<typeof inputStage>, placement: [number, number, number]): number[][] {
  return tf.tidy(() => {
    const x = tf.reshape(tf.tensor2d(image), [1, 2, 3, 1]);
    const drawn = placement.map(value => tf.tensor1d([value], 'int32'));
    const made = stage.apply(x, drawn);
    return tf.reshape(made, [made.shape[1]!, made.shape[2]!]).arraySync() as number[][];
  });
}

describe('inputStage', () => {
  test.each<[mode: 'zero' | 'reflect', placement: [number, number, number], expected: number[][]]>([
    ['zero', [0, 0, 0], image],
    [
      'zero',
      [0, 0, 1],
      [
        [3, 2, 1],
        [6, 5, 4],
      ],
    ],
    [
      'zero',
      [1, -1, 0],
      [
        [0, 4, 5],
        [0, 0, 0],
      ],
    ],
    [
      'zero',
      [1, -1, 1],
      [
        [5, 4, 0],
        [0, 0, 0],
      ],
    ],
    [
      'reflect',
      [1, -1, 0],
      [
        [5, 4, 5],
        [2, 1, 2],
      ],
    ],
    [
      'reflect',
      [-1, 2, 1],
      [
        [4, 5, 6],
        [1, 2, 3],
      ],
    ],
  ])('%s at %j', (mode, placement, expected) => {
    expect(placed(inputStage({crop: {padding: 2, mode}, flip: 0.5}), placement)).toEqual(expected);
  });

  test('normalises each channel', () => {
    const made = tf.tidy(() => {
      const stage = inputStage({normalize: {mean: [0.5, 0], std: [0.25, 2]}});
      return [...stage.apply(tf.tensor4d([255, 255, 0, 51], [1, 1, 2, 2])).dataSync()];
    });
    expect(made).toEqual([2, 0.5, -2, Math.fround(0.2) / 2]);
  });

  test('refuses images of other channels than it normalises', () => {
    const stage = inputStage({normalize: {mean: [0.5], std: [0.25]}});
    expect(() => stage.apply(tf.ones([1, 2, 2, 3]))).toThrow(expect.objectContaining({code: 'BAD_OPTION'}));
  });

  test('resizes along both axes, rounded to bytes', () => {
    const half = {from: 2, to: 1, weights: Float32Array.of(0.5, 0.5)};
    const same = {from: 3, to: 3, weights: Float32Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1)};
    const stage = inputStage({resize: {rows: half, columns: same}});
    expect(placed(stage, [0, 0, 0])).toEqual([[3, 4, 5]]);
    expect(stage.outputShape([7, 2, 3, 1])).toEqual([7, 1, 3, 1]);
  });

  test('draws places within the padding, and flips as often as asked; nothing where nothing is random', () => {
    const stage = inputStage({crop: {padding: 2}, flip: 0.25});
    const [top, left, flipped] = tf.tidy(() =>
      stage.draw([4000, 2, 3, 1], randomFrom(1, 2)).map(t => [...t.dataSync()]),
    );
    for (const offsets of [top!, left!]) expect([...new Set(offsets)].sort((a, b) => a - b)).toEqual([-2, -1, 0, 1, 2]);
    const share = flipped!.reduce((sum, value) => sum + value, 0) / 4000;
    expect(Math.abs(share - 0.25)).toBeLessThan(0.03);
    expect(inputStage({}).draw([4, 2, 3, 1], randomFrom(1, 2))).toEqual([]);
  });

  test.each([{crop: {padding: -1}}, {crop: {padding: 0.5}}, {flip: 2}])('%j is refused', options => {
    expect(() => inputStage(options)).toThrow(expect.objectContaining({code: 'BAD_OPTION'}));
  });
});

describe('a step with an input stage', () => {
  const normalize = {mean: [0.3], std: [0.2]};
  const pixels = Array.from({length: 3 * 16}, (_, i) => (i * 37) % 256);
  const y = [0, 1, 2];

  test('takes bytes as one without takes normalised images', async () => {
    const figures = [];
    for (const input of [inputStage({normalize}), undefined]) {
      const model = tinyModel();
      const step = trainStep({model, optimizer: sgd({}), ...(input && {input})});
      const values = input ? pixels : pixels.map(pixel => Math.fround(pixel / 255 - 0.3) / 0.2);
      const run = async (fn: (...inputs: tf.Tensor[]) => tf.Tensor[], more: tf.Tensor[]) => {
        const outputs = await eager(fn, {variables: []}).run(
          tf.tensor4d(values, [3, 4, 4, 1]),
          tf.tensor1d(y, 'int32'),
          ...more,
        );
        return outputs.map(output => output.dataSync()[0]!);
      };
      const trained = await run(step.run as never, [tf.scalar(0.1), tf.scalar(0)]);
      figures.push([...trained, ...(await run(evaluateStep({model, ...(input && {input})}).run as never, []))]);
    }
    for (const [i, value] of figures[0]!.entries()) expect(value).toBeCloseTo(figures[1]![i]!, 4);
  });

  test('draws its placement beside the seed of layers and the mixture, for the size behind the stage', () => {
    const grow = {from: 2, to: 4, weights: Float32Array.of(1, 0, 1, 0, 0, 1, 0, 1)};
    const input = inputStage({resize: {rows: grow, columns: grow}, crop: {padding: 1}});
    const step = trainStep({model: tinyModel({dropRate: 0.5}), optimizer: sgd({}), input, mixing: {mixup: 1}});
    const drawn = step.draw([3, 2, 2, 1], {seed: 1, step: 0});
    expect(drawn.map(({shape}) => shape)).toEqual([[2], [3, 1], [1, 4, 4, 1], [], [3], [3], [3]]);
    expect(step.drawCount).toBe(7);
    const outputs = step.run(tf.ones([3, 2, 2, 1]), tf.tensor1d(y, 'int32'), tf.scalar(0.1), tf.scalar(0), ...drawn);
    expect(Number.isFinite(outputs[0].dataSync()[0])).toBe(true);
    expect(step.settings).toMatchObject({input: {resize: [4, 4], crop: {padding: 1, mode: 'zero'}, flip: 0}});
  });
});
