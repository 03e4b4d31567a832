import './backend.js';
import * as tf from '@tensorflow/tfjs-core';
import {expect} from 'vitest';
import {UNGROUPED} from '../optimizers/groups.js';
import type {Optimizer} from '../optimizers/optimizer.js';

/** One step on the problem of parity/optimizers.json: the loss before it, and the parameters after it. */
export interface DescentStep {
  loss: number;
  w: number[];
  b: number[];
}

/** Steps of an optimizer on that problem, one a rate. */
export function descend(optimizer: Optimizer, rates: readonly number[]): DescentStep[] {
  const A = tf.tensor2d([
    [1, 2, -1, 0.5],
    [0.3, -0.7, 1.1, 2],
  ]);
  const lossOf = (w: tf.Tensor, b: tf.Tensor) =>
    tf.add(
      tf.sum(tf.square(tf.add(tf.reshape(tf.matMul(A, tf.reshape(w, [4, 1])), [2]), b))),
      tf.mul(0.1, tf.sum(tf.sin(w))),
    );
  const groups = ['w', 'b'].map(name => optimizer.groupOf?.(name) ?? UNGROUPED);
  let parameters: tf.Tensor[] = [tf.tensor1d([1, -2, 3, 0.5]), tf.tensor1d([0.1, -0.2])];
  let slots = optimizer.init(parameters);
  return rates.map((rate, step) => {
    const {value, grads: gradients} = tf.valueAndGrads((w, b) => lossOf(w!, b!))(parameters);
    const scalars = {learningRate: tf.scalar(rate), step: tf.scalar(step)};
    ({parameters, slots} = optimizer.update({parameters, gradients, groups, slots, ...scalars}));
    const [w, b] = parameters.map(parameter => [...parameter.dataSync()]);
    return {loss: value.dataSync()[0]!, w: w!, b: b!};
  });
}

/** Expects steps in float32 to be those that were computed in float64. */
export function expectSameDescent(steps: readonly DescentStep[], reference: readonly DescentStep[]): void {
  expect(steps).toHaveLength(reference.length);
  for (const [i, {loss, w, b}] of reference.entries()) {
    const got = steps[i]!;
    const expected = [loss, ...w, ...b];
    for (const [j, value] of [got.loss, ...got.w, ...got.b].entries()) {
      expect(Math.abs(value - expected[j]!)).toBeLessThan(1e-5 * (1 + Math.abs(expected[j]!)));
    }
  }
}
