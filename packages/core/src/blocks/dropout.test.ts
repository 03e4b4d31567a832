import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import {beforeAll, describe, expect, test} from 'vitest';
import {type DropoutOptions, dropout} from './dropout.js';
import {stochasticDepth} from './stochastic-depth.js';

beforeAll(() => tf.setBackend('cpu'));

const images = 400;
const shape = [3, 2, 5];
const x = () => tf.fill([images, ...shape], 2);

type Block = (x: tfl.SymbolicTensor, options: DropoutOptions) => tfl.SymbolicTensor;

function build(block: Block, {rate = 0.3, name = 'drop'}: Partial<DropoutOptions> = {}): tfl.LayersModel {
  const input = tfl.input({shape});
  return tfl.model({inputs: input, outputs: block(input, {rate, name})});
}

/** The output of a training pass, image by image. */
function train(model: tfl.LayersModel, ...seed: number[]): number[][] {
  const options = {training: true, ...(seed.length > 0 && {seed: tf.tensor1d(seed, 'int32')})};
  return tf.tidy(() => {
    const y = model.apply(x(), options) as tf.Tensor;
    return (tf.reshape(y, [images, 30]) as tf.Tensor2D).arraySync();
  });
}

describe.each<{block: Block; of: string; draws: number}>([
  {block: dropout, of: 'values', draws: images * 30},
  {block: stochasticDepth, of: 'images', draws: images},
])('$block.name', ({block, of, draws}) => {
  test.each([0.1, 0.5, 0.9])(`drops a share of the ${of}, and scales the others to the same mean: %d`, rate => {
    const values = train(build(block, {rate}), 1, 2);
    const survivor = Math.fround(2 / (1 - rate));
    for (const value of values.flat()) if (value !== 0) expect(value).toBeCloseTo(survivor, 4);
    const zeros = values.flat().filter(value => value === 0).length / (images * 30);
    // Four standard deviations; the seed is fixed.
    expect(Math.abs(zeros - rate)).toBeLessThan(4 * Math.sqrt((rate * (1 - rate)) / draws));
    const wholeImages = values.every(row => row.every(value => (value === 0) === (row[0] === 0)));
    expect(wholeImages).toBe(of === 'images');
  });

  test('the same seed drops the same; another seed, step or layer does not', () => {
    const model = build(block);
    const first = train(model, 1, 2);
    expect(train(model, 1, 2)).toEqual(first);
    expect(train(model, 1, 3)).not.toEqual(first);
    expect(train(model, 2, 2)).not.toEqual(first);
    expect(train(build(block, {name: 'other'}), 1, 2)).not.toEqual(first);
    expect(train(build(block), 1, 2)).toEqual(first);
  });

  test('without a seed it is another one each time', () => {
    const model = build(block);
    expect(train(model)).not.toEqual(train(model));
  });

  test('the gradient goes where the values went', () => {
    const model = build(block);
    const seed = tf.tensor1d([3, 4], 'int32');
    const f = (x: tf.Tensor) => model.apply(x, {training: true, seed}) as tf.Tensor;
    const gradient = tf.grad(f)(x());
    tf.test_util.expectArraysClose(gradient.dataSync(), tf.div(f(x()), 2).dataSync(), 1e-6);
  });

  test('inference changes nothing, nor does a rate of 0', () => {
    expect((build(block).predict(x()) as tf.Tensor).arraySync()).toEqual(x().arraySync());
    expect(train(build(block, {rate: 0}), 1, 2).flat()).toEqual(Array(images * 30).fill(2));
  });

  test('leaves nothing behind but its output', () => {
    const model = build(block);
    const input = x();
    const seed = tf.tensor1d([5, 6], 'int32');
    const before = tf.memory().numTensors;
    tf.dispose([model.apply(input, {training: true, seed}), model.apply(input, {training: true})] as tf.Tensor[]);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('is saved as TF.js’s own Dropout', () => {
    const [, layer] = build(block).layers;
    expect(layer!.getClassName()).toBe('Dropout');
    const config = layer!.getConfig();
    expect(config).toMatchObject({rate: 0.3, name: 'drop'});
    expect(config.noiseShape).toEqual(of === 'images' ? [null, 1, 1, 1] : undefined);
  });

  test.each([1, -0.1, Number.NaN])('a rate of %d is refused', rate => {
    expect(() => build(block, {rate})).toThrow(
      expect.objectContaining({code: 'BAD_OPTION', message: `drop: expected a rate from 0 to below 1, got ${rate}`}),
    );
  });
});
