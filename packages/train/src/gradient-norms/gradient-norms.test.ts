import {createModel} from '@residual/core';
import * as tf from '@tensorflow/tfjs-core';
import {describe, expect, test} from 'vitest';
import type {Batch} from '../batch.js';
import type {Model} from '../model.js';
import {sgd} from '../optimizers/sgd.js';
import {tensorCount, tinyData, tinyModel, weightsOf} from '../testing/tiny.js';
import '../testing/backend.js';
import {type GradientNorm, gradientNorms} from './gradient-norms.js';

const options = {optimizer: sgd(), learningRate: 0.1};

/** `logits = x w`, with a second weight of the same layer, all zeros, that the loss does not reach. */
function handMade() {
  const w = tf.tidy(() => tf.variable(tf.tensor2d([1, 2, 3, 4], [2, 2])));
  const unused = tf.tidy(() => tf.variable(tf.tensor1d([0, 0])));
  const weights = [
    {originalName: 'layer/w', trainable: true, read: () => w},
    {originalName: 'layer/unused', trainable: true, read: () => unused},
  ];
  const model: Model = {weights, apply: x => tf.matMul(x as tf.Tensor2D, w as unknown as tf.Tensor2D)};
  return {model, w};
}

const batch: Batch = {x: Float32Array.of(1, 0, 0.5, -1), shape: [2, 2], y: Int32Array.of(1, 0)};

async function* times(count: number, one: Batch = batch): AsyncGenerator<Batch> {
  for (let i = 0; i < count; i++) yield one;
}

describe('gradientNorms', () => {
  test('equals what is worked out by hand', async () => {
    const {model} = handMade();
    const {losses, weights, layers} = await gradientNorms({model, data: times(1), ...options});
    // Logits [1, 2] and [-2.5, -3]: softmax of the first class is 1 / (1 + e) and 1 / (1 + e^-0.5).
    const [p, q] = [1 / (1 + Math.E), 1 / (1 + Math.exp(-0.5))];
    const gradient = Math.hypot(p + 0.5 * (q - 1), p + 0.5 * (q - 1), q - 1, q - 1) / 2;
    const weight = Math.sqrt(30);
    expect(losses).toEqual([expect.closeTo((-Math.log(1 - p) - Math.log(q)) / 2, 6)]);
    const close = (value: number) => expect.closeTo(value, 6);
    const w = {gradient: close(gradient), weight: close(weight), ratio: close(gradient / weight)};
    expect(weights).toEqual([
      {name: 'layer/w', size: 4, rms: close(gradient / 2), ...w},
      {name: 'layer/unused', size: 2, rms: 0, gradient: 0, weight: 0},
    ]);
    expect(layers).toEqual([{name: 'layer', size: 6, rms: close(gradient / Math.sqrt(6)), ...w}]);
  });

  test('trains as it goes, and gives the mean of the steps', async () => {
    const [whole, halves] = [handMade(), handMade()];
    const together = await gradientNorms({model: whole.model, data: times(2), ...options});
    const one = await gradientNorms({model: halves.model, data: times(1), ...options});
    const other = await gradientNorms({model: halves.model, data: times(1), ...options});
    expect(together.losses).toEqual([...one.losses, ...other.losses]);
    expect(other.losses[0]).toBeLessThan(one.losses[0]!);
    for (const figure of ['gradient', 'weight', 'rms'] as const) {
      const [first, second] = [one.weights[0]![figure], other.weights[0]![figure]];
      expect(together.weights[0]![figure]).toBeCloseTo((first + second) / 2, 6);
    }
    expect(whole.w.dataSync()).toEqual(halves.w.dataSync());
  });

  test('takes the layers of a model, without its running statistics and frozen weights', async () => {
    const model = tinyModel();
    model.getLayer('conv').trainable = false;
    const {weights, layers} = await gradientNorms({model, data: tinyData(), ...options});
    expect(weights.map(({name}) => name)).toEqual(['norm/gamma', 'norm/beta', 'fc/kernel', 'fc/bias']);
    expect(layers.map(({name, size}) => [name, size])).toEqual([
      ['norm', 4],
      ['fc', 27],
    ]);
    expect(layers[1]!.gradient).toBeGreaterThan(weights[2]!.gradient);
  });

  test('leaves no tensor behind, also when a batch is refused', async () => {
    const model = tinyModel();
    const before = [tensorCount(), weightsOf(model)] as const;
    await gradientNorms({model, data: tinyData(), ...options, optimizer: sgd({momentum: 0.9})});
    const wrong = {...batch, y: Int32Array.of(0, 7)};
    await expect(gradientNorms({model, data: times(1, wrong), ...options})).rejects.toThrow('labels from 0 to 2');
    expect(tensorCount()).toBe(before[0]);
    expect(weightsOf(model)).not.toEqual(before[1]);
  });

  test('draws dropout from the seed', async () => {
    const model = createModel('cifar-resnet8', {inputShape: [4, 4, 1], classes: 3, dropout: 0.5});
    const look = (seed: number) => gradientNorms({model, data: tinyData(), optimizer: sgd(), learningRate: 0, seed});
    const first = await look(0);
    expect(await look(0)).toEqual(first);
    expect(await look(1)).not.toEqual(first);
    model.dispose();
  });

  test('refuses data without a batch', async () => {
    const run = gradientNorms({model: tinyModel(), data: times(0), ...options});
    await expect(run).rejects.toMatchObject({code: 'BAD_BATCH'});
  });
});

describe('what a shortcut is for', () => {
  /** The gradient of the first layer, in parts of the last one's. */
  async function firstOverLast(name: string): Promise<number> {
    const config = {norm: false, initializer: 'pytorch', inputShape: [8, 8, 1], classes: 4} as const;
    const model = createModel(name, config);
    const x = Float32Array.from({length: 4 * 64}, (_, i) => Math.sin(12.9898 * i));
    const data = times(1, {x, shape: [4, 8, 8, 1], y: Int32Array.of(0, 1, 2, 3)});
    const {layers} = await gradientNorms({model, data, ...options});
    model.dispose();
    const [first, last] = [layers[0]!, layers.at(-1)!] as [GradientNorm, GradientNorm];
    expect([first.name, last.name]).toEqual(['conv1', 'fc']);
    return first.gradient / last.gradient;
  }

  // Over three seeds: 3e-9 to 5e-9 without shortcuts, 0.17 to 0.22 with them.
  test('without it the gradient vanishes on its way through 20 layers, with it it arrives', async () => {
    expect(await firstOverLast('cifar-plain20')).toBeLessThan(1e-7);
    expect(await firstOverLast('cifar-resnet20')).toBeGreaterThan(0.05);
  });
});
