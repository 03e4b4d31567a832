import '../testing/backend.js';
import * as tf from '@tensorflow/tfjs-core';
import {describe, expect, test} from 'vitest';
import {parity} from '../testing/parity.js';
import {crossEntropy} from './cross-entropy.js';
import {doubleSoftmaxCrossEntropy} from './double-softmax.js';
import {focal} from './focal.js';
import type {Loss} from './loss.js';
import {smoothCrossEntropy} from './smooth-cross-entropy.js';
import {softCrossEntropy} from './soft-cross-entropy.js';

interface Reference {
  loss: number;
  grad: number[][];
}

const {logits, labels, ...rest} = parity<{logits: number[][]; labels: number[]}>('losses');
const {about: _, targets, ...more} = parity<{about: string; targets: number[][]}>('more-losses');
const references = {...rest, ...more} as Record<string, Reference>;

/** Rows of 0.7 for the label and 0.3 for that of the next sample: what the reference mixes. */
const mixed = labels.map((label, i) =>
  [0, 1, 2].map(c => (c === label ? 0.7 : 0) + (c === labels[(i + 1) % labels.length] ? 0.3 : 0)),
);

/** The losses of the references, by name. */
const losses: Record<string, Loss> = {
  crossEntropy,
  smoothing01: smoothCrossEntropy({smoothing: 0.1}),
  smoothing03: smoothCrossEntropy({smoothing: 0.3}),
  mixup07: x => softCrossEntropy(x, tf.tensor2d(mixed)),
  softLabels: x => softCrossEntropy(x, tf.tensor2d(targets)),
  focalGamma2: focal(),
  focalGamma05: focal({gamma: 0.5}),
  focalGamma0: focal({gamma: 0}),
  doubleSoftmax: doubleSoftmaxCrossEntropy,
};

function valueAndGradient(loss: Loss, rows: number[][], classes: number[]) {
  return tf.tidy(() => {
    const y = tf.tensor1d(classes, 'int32');
    const {value, grad} = tf.valueAndGrad(x => loss(x as tf.Tensor2D, y))(tf.tensor2d(rows));
    return {loss: value.dataSync()[0]!, gradient: grad.arraySync() as number[][]};
  });
}

describe('losses equal PyTorch in value and gradient', () => {
  test.each(Object.entries(references))('%s', (name, reference) => {
    const {loss, gradient} = valueAndGradient(losses[name]!, logits, labels);
    expect(loss).toBeCloseTo(reference.loss, 6);
    for (const [i, row] of reference.grad.entries()) {
      for (const [j, value] of row.entries()) expect(gradient[i]![j]).toBeCloseTo(value, 6);
    }
  });
});

describe.each(Object.entries(losses))('%s', (_, loss) => {
  test('stays finite for logits whose exponentials overflow', () => {
    for (const label of [0, 1, 2]) {
      const {loss: value, gradient} = valueAndGradient(loss, Array(4).fill([1000, 0, -1000]), Array(4).fill(label));
      expect(Number.isFinite(value)).toBe(true);
      expect(gradient.flat().every(Number.isFinite)).toBe(true);
    }
  });

  test('leaves no tensor behind', () => {
    const before = tf.memory().numTensors;
    valueAndGradient(loss, logits, labels);
    expect(tf.memory().numTensors).toBe(before);
  });
});

test('without smoothing it is cross entropy itself', () => {
  expect(smoothCrossEntropy({smoothing: 0})).toBe(crossEntropy);
});

test('a softmax too many leaves a loss to answers that are sure and right', () => {
  expect(valueAndGradient(doubleSoftmaxCrossEntropy, [[50, -50]], [0]).loss).toBeCloseTo(Math.log(1 + 1 / Math.E), 6);
});

test.each([
  ['smoothing of 1', () => smoothCrossEntropy({smoothing: 1}), /smoothing to be from 0 to below 1, got 1/],
  ['gamma below 0', () => focal({gamma: -1}), /gamma to be a number from 0, got -1/],
])('refuses %s', (_, make, message) => {
  expect(make).toThrow(expect.objectContaining({code: 'BAD_OPTION', message: expect.stringMatching(message)}));
});
