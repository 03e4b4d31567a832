import * as tf from '@tensorflow/tfjs';
import {afterEach, beforeAll, describe, expect, test} from 'vitest';
import {type TensorFlowEngine, tensorflow} from '../engine.js';

let engine: TensorFlowEngine;

beforeAll(async () => {
  engine = await tensorflow();
});

afterEach(() => {
  tf.disposeVariables();
});

/** A residual block, as it is after its batch norms are folded: its forward pass and its variables. */
function block() {
  const random = (shape: number[], seed: number) => tf.variable(tf.randomNormal(shape, 0, 0.3, 'float32', seed));
  const [first, firstBias, second, secondBias] = [
    random([3, 3, 4, 4], 1),
    random([4], 2),
    random([3, 3, 4, 4], 3),
    random([4], 4),
  ];
  const convolution = (x: tf.Tensor, filter: tf.Variable, bias: tf.Variable) =>
    tf.fused.conv2d({x: x as tf.Tensor4D, filter: filter as tf.Variable<tf.Rank.R4>, strides: 1, pad: 'same', bias});
  const forward = (x: tf.Tensor): tf.Tensor[] => {
    const inner = tf.relu(convolution(x, first, firstBias));
    return [tf.relu(tf.add(convolution(inner, second, secondBias), x))];
  };
  return {forward, variables: [first, firstBias, second, secondBias]};
}

const images = (count: number) => tf.randomNormal([count, 6, 6, 4], 0, 1, 'float32', 5);

/** The largest difference between the values of two results, which are disposed. */
function difference([actual]: tf.Tensor[], [expected]: tf.Tensor[]): number {
  return tf.tidy(() => tf.max(tf.abs(tf.sub(actual!, expected!))).dataSync()[0]!);
}

describe.each([
  {precision: 'float32', frozen: false, tolerance: 1e-5},
  {precision: 'float32', frozen: true, tolerance: 1e-5},
  {precision: 'bfloat16', frozen: false, tolerance: 0.1},
  {precision: 'bfloat16', frozen: true, tolerance: 0.1},
] as const)('in $precision, frozen: $frozen', ({precision, frozen, tolerance}) => {
  test('a forward pass has the values of the variables, after an assignment too', async () => {
    const {forward, variables} = block();
    const [few, many] = [images(2), images(3)];
    const compiled = engine.compile(forward, {variables, precision, frozen});
    for (const [i, variable] of [undefined, ...variables].entries()) {
      const before = forward(many);
      variable?.assign(tf.add(variable, 1));
      if (i > 0) expect(difference(before, forward(many))).toBeGreaterThan(0.5); // it matters
      for (const x of [few, many, many]) {
        const expected = forward(x);
        const scale = tf.max(expected[0]!).dataSync()[0]!;
        expect(difference(await compiled.run(x), expected) / scale).toBeLessThan(tolerance);
      }
    }
    expect(compiled.recordings).toBe(2);
    compiled.dispose();
  });

  test('calls that wait have the values that variables have when they run', async () => {
    const weight = tf.variable(tf.scalar(2));
    const compiled = engine.compile(x => [tf.mul(x, weight)], {variables: [weight], precision, frozen});
    const x = tf.scalar(3);
    const value = async () => (await compiled.run(x))[0]!.dataSync()[0];
    expect(await value()).toBe(6);
    const next = value();
    weight.assign(tf.scalar(5));
    expect(await next).toBe(15);
    weight.assign(tf.scalar(2));
    expect(await value()).toBe(6);
    compiled.dispose();
  });

  test('nothing is left behind', async () => {
    const {forward, variables} = block();
    const x = images(2);
    const before = tf.memory().numTensors;
    const compiled = engine.compile(forward, {variables, precision, frozen});
    for (let i = 0; i < 4; i++) {
      tf.dispose(await compiled.run(x));
      tf.tidy(() => variables[0]!.assign(tf.add(variables[0]!, 1)));
    }
    compiled.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

test('a step whose variables are frozen may not assign one, nor run without them', async () => {
  const weight = tf.variable(tf.scalar(2), false, 'weight');
  const x = tf.scalar(1);
  const assigning = engine.compile(x => [weight.assign(x as tf.Scalar) ?? x], {variables: [weight], frozen: true});
  await expect(assigning.run(x)).rejects.toThrow(/assigns variable weight/);
  expect(weight.dataSync()[0]).toBe(2);
  const reading = engine.compile(x => [tf.mul(x, weight)], {variables: [weight], frozen: true});
  tf.dispose(await reading.run(x));
  weight.dispose();
  await expect(reading.run(x)).rejects.toThrow(/disposed/);
});
