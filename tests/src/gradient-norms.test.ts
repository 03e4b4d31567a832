import {tensorflow} from '@residual/backend-node-gpu';
import {wasm} from '@residual/backend-web';
import {activations, createModel, loadParameters, parameterName} from '@residual/core';
import {type Compile, eager, gradientNorms, sgd} from '@residual/train';
import * as tf from '@tensorflow/tfjs-core';
import {describe, expect, test} from 'vitest';
import {
  ourNames,
  readDrift,
  readReference,
  referenceInput,
  referenceParameters,
} from '../../packages/core/src/testing/reference.js';

const engines: [name: string, open: () => Promise<Compile>][] = [
  ['TensorFlow, eager', () => tensorflow().then(() => eager)],
  ['TensorFlow, compiled', async () => (await tensorflow()).compile],
  ['WASM', () => wasm().then(() => eager)],
];

describe.each(engines)('on %s', (_, open) => {
  test.each([
    ['mnist-residual', 'seed-mnist'],
    ['cifar-plain20', 'cifar-plain20'],
    ['cifar-resnet20-b', 'cifar-resnet20-b'],
  ])('the gradients of %s are as long as in PyTorch', async (name, file) => {
    const compile = await open();
    const {model, batch, reference} = prepare(name, file);
    const tolerance = Math.max(1e-4, 10 * readDrift(file).gradNorms);
    async function* data() {
      yield batch;
    }
    const {losses, weights} = await gradientNorms({model, data: data(), optimizer: sgd(), learningRate: 0.1, compile});
    expect(Math.abs(losses[0]! / reference.losses[0]! - 1)).toBeLessThan(1e-4);
    const ours = ourNames(reference);
    const expected = new Map(Object.entries(reference.gradNorms).map(([name, norm]) => [ours(name), norm]));
    const longest = Math.max(...expected.values());
    expect(weights).toHaveLength(expected.size);
    for (const {name, gradient} of weights) {
      const wanted = expected.get(parameterName(name))!;
      // A bias before batch norm has no gradient but what rounding leaves.
      const allowed = Math.max(tolerance * wanted, 1e-6 * longest);
      expect(Math.abs(gradient - wanted), `${name}: ${gradient}, in PyTorch ${wanted}`).toBeLessThan(allowed);
    }
    model.dispose();
  });

  test('the last of the activations are the logits of PyTorch', async () => {
    await open();
    const {model, batch, reference} = prepare('cifar-resnet20-b', 'cifar-resnet20-b');
    const x = tf.tensor(batch.x, batch.shape);
    for (const [training, logits] of [
      [true, reference.trainLogits.flat()],
      [false, reference.evalLogits.flat()],
    ] as const) {
      const {layers, blocks} = await activations(model, x, {training});
      const {min, max, mean, nonFinite} = layers.at(-1)!;
      const expected = [Math.min(...logits), Math.max(...logits), logits.reduce((a, b) => a + b) / logits.length];
      for (const [i, value] of [min, max, mean].entries()) expect(value).toBeCloseTo(expected[i]!, 3);
      expect([nonFinite, blocks.length]).toEqual([0, 9]);
    }
    x.dispose();
    model.dispose();
  });
});

function prepare(name: string, file: string) {
  const reference = readReference(file);
  const [, channels, height, width] = reference.inputNCHW;
  const model = createModel(name, {inputShape: [height, width, channels]});
  loadParameters(model, referenceParameters(reference));
  const {shape, data} = referenceInput(reference);
  return {model, reference, batch: {x: data, shape, y: Int32Array.from(reference.labels)}};
}
