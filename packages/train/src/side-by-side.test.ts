import * as tf from '@tensorflow/tfjs-core';
import {describe, expect, test} from 'vitest';
import {evaluate} from './evaluate.js';
import {fit} from './fit.js';
import type {ApplyOptions} from './model.js';
import {sideBySide} from './side-by-side.js';
import {collect, tinyData, tinyModel, tinyRun} from './testing/tiny.js';

const plain = () => tinyModel({norm: false});

describe('a model whose parts are computed side by side', () => {
  test.each([1, 2, 3, 8])('gives the logits of the whole batch, in %i parts', parts => {
    const model = plain();
    const x = tf.randomNormal([5, 4, 4, 1], 0, 1, 'float32', 1);
    const whole = (model.apply(x, {training: false}) as tf.Tensor).dataSync();
    const divided = (sideBySide(model, parts).apply(x, {training: false}) as tf.Tensor).dataSync();
    expect(divided).toHaveLength(whole.length);
    for (const [i, value] of divided.entries()) expect(value).toBeCloseTo(whole[i]!, 5);
  });

  test('trains and evaluates as the model does, and is the model in checkpoints', async () => {
    const whole = {...tinyRun(), model: plain()};
    await collect(fit(whole));
    const divided = plain();
    await collect(fit({...tinyRun(), model: sideBySide(divided, 2)}));
    const weights = (model: typeof divided) => model.weights.flatMap(weight => [...weight.read().dataSync()]);
    for (const [i, value] of weights(divided).entries()) expect(value).toBeCloseTo(weights(whole.model)[i]!, 4);
    const results = [divided, sideBySide(divided, 2)].map(model => evaluate({model, data: tinyData()}));
    const [one, two] = await Promise.all(results);
    expect(two!.loss).toBeCloseTo(one!.loss, 5);
    expect(two!.correct).toBe(one!.correct);
  });

  test('calls the model once for each part, as equal as they can be', () => {
    const model = plain();
    const sizes: number[] = [];
    const spy = {
      weights: model.weights,
      apply: (x: tf.Tensor) => {
        sizes.push(x.shape[0]!);
        return tf.zeros([x.shape[0]!, 3]);
      },
    };
    sideBySide(spy, 3).apply(tf.zeros([8, 4, 4, 1]), {training: true});
    expect(sizes).toEqual([2, 3, 3]);
  });

  test('draws for each part, and as the whole would for the first', () => {
    const model = tinyModel({norm: false, dropRate: 0.5});
    const seeds: number[][] = [];
    const {weights, layers} = model;
    const apply = (x: tf.Tensor, {seed}: ApplyOptions) => {
      seeds.push([...seed!.dataSync()]);
      return tf.zeros([x.shape[0]!, 3]);
    };
    const divided = sideBySide({weights, layers, apply}, 3);
    expect(divided.layers).toBe(layers);
    divided.apply(tf.zeros([8, 4, 4, 1]), {training: true, seed: tf.tensor1d([4, 7], 'int32')});
    expect(seeds[0]).toEqual([4, 7]);
    expect(new Set(seeds.map(([seed]) => seed)).size).toBe(3);
    expect(seeds.map(([, step]) => step)).toEqual([7, 7, 7]);
  });

  test('is refused for batch norm, and for a number of parts that is none', () => {
    expect(() => sideBySide(tinyModel(), 2)).toThrow(/batch norm \('norm\/moving_mean'\) needs its batch whole/);
    expect(() => sideBySide(tinyModel(), 1)).not.toThrow();
    expect(() => sideBySide(plain(), 0)).toThrow(/parts to be a whole number from 1, got 0/);
  });
});
