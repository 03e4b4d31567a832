import '../testing/backend.js';
import * as tf from '@tensorflow/tfjs-core';
import {describe, expect, test} from 'vitest';
import {parity} from '../testing/parity.js';
import {crossEntropy} from './cross-entropy.js';

interface Losses {
  logits: number[][];
  labels: number[];
  crossEntropy: {loss: number; grad: number[][]};
}

const {logits, labels, crossEntropy: reference} = parity<Losses>('losses');

function valueAndGradient(rows: number[][], classes: number[]) {
  return tf.tidy(() => {
    const y = tf.tensor1d(classes, 'int32');
    const {value, grad} = tf.valueAndGrad(x => crossEntropy(x as tf.Tensor2D, y))(tf.tensor2d(rows));
    return {loss: value.dataSync()[0]!, gradient: grad.arraySync() as number[][]};
  });
}

function expectReference({loss, gradient}: ReturnType<typeof valueAndGradient>) {
  expect(loss).toBeCloseTo(reference.loss, 6);
  for (const [i, row] of reference.grad.entries()) {
    for (const [j, value] of row.entries()) expect(gradient[i]![j]).toBeCloseTo(value, 6);
  }
}

describe('crossEntropy', () => {
  test('equals PyTorch in value and gradient', () => expectReference(valueAndGradient(logits, labels)));

  test('uses the one kernel where the backend has it, with the same results', () => {
    const row = (values: number[]) => {
      const sum = values.reduce((total, value) => total + Math.exp(value), 0);
      return values.map(value => Math.exp(value) / sum);
    };
    let calls = 0;
    tf.registerKernel({
      kernelName: 'SparseSoftmaxCrossEntropy',
      backendName: 'cpu',
      kernelFunc: ({inputs}) => {
        calls++;
        const x = (inputs.logits as tf.Tensor2D).arraySync();
        const y = (inputs.labels as tf.Tensor1D).arraySync();
        const probabilities = x.map(row);
        return [
          tf.tensor1d(probabilities.map((p, i) => -Math.log(p[y[i]!]!))),
          tf.tensor2d(probabilities.map((p, i) => p.map((value, j) => value - (j === y[i] ? 1 : 0)))),
        ];
      },
    });
    try {
      expectReference(valueAndGradient(logits, labels));
      expect(calls).toBe(1);
    } finally {
      tf.unregisterKernel('SparseSoftmaxCrossEntropy', 'cpu');
    }
  });

  test('stays exact for logits whose exponentials overflow', () => {
    const {loss, gradient} = valueAndGradient([[1000, 0, -1000]], [1]);
    expect(loss).toBe(1000);
    expect(gradient).toEqual([[1, -1, 0]]);
  });

  test('leaves no tensor behind', () => {
    const before = tf.memory().numTensors;
    valueAndGradient(logits, labels);
    expect(tf.memory().numTensors).toBe(before);
  });
});
