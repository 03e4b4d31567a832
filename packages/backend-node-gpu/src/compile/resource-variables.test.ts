import * as tf from '@tensorflow/tfjs';
import {afterEach, beforeAll, beforeEach, expect, test} from 'vitest';
import type {Binding} from '../binding/binding.js';
import {type Compiled, type TensorFlowEngine, tensorflow} from '../index.js';
import type {NodeBackend} from '../tfjs-node/backend.js';

let engine: TensorFlowEngine;
let weight: tf.Variable;
let rate: tf.Scalar;
let step: Compiled;

beforeAll(async () => {
  engine = await tensorflow();
});

beforeEach(() => {
  weight = tf.variable(tf.tensor1d([1, 2]), true, 'weight');
  rate = tf.scalar(1);
  step = compiled();
});

afterEach(() => {
  step.dispose();
  tf.dispose([weight, rate]);
});

/** A step that takes 1 from each weight. */
function compiled(): Compiled {
  const descend = (rate: tf.Tensor) => {
    weight.assign(tf.sub(weight, tf.mul(tf.onesLike(weight), rate)));
    return [];
  };
  return engine.compile(descend, {variables: [weight]});
}

const read = (tensor: tf.Tensor) => [...tensor.dataSync()];

test('a tensor of the weight keeps its value over the next steps, whenever it is read', async () => {
  const first = weight.clone();
  await step.run(rate);
  const [second, unread] = [weight.clone(), weight.clone()];
  expect(read(second)).toEqual([0, 1]);
  await step.run(rate);
  const third = weight.clone();
  await step.run(rate);
  expect([first, second, unread, third, weight].map(read)).toEqual([
    [1, 2],
    [0, 1],
    [0, 1],
    [-1, 0],
    [-2, -1],
  ]);
  tf.dispose([first, second, unread, third]);
});

test('a value that is assigned between two steps counts, and what was there before is kept', async () => {
  await step.run(rate);
  const before = weight.clone();
  weight.assign(tf.tensor1d([10, 20]));
  await step.run(rate);
  expect(read(weight)).toEqual([9, 19]);
  expect(read(before)).toEqual([0, 1]);
  before.dispose();
});

test('steps of two functions follow each other', async () => {
  const other = compiled();
  for (const {run} of [step, other, other, step, other]) await run(rate);
  expect(read(weight)).toEqual([-4, -3]);
  other.dispose();
});

test('the weight can be used between two steps, by single operations and by another function', async () => {
  const double = engine.compile(() => [tf.mul(weight, 2)], {variables: [weight]});
  await step.run(rate);
  const single = tf.mul(weight, 2);
  const [result] = await double.run();
  await step.run(rate);
  expect([single, result!, weight].map(read)).toEqual([
    [0, 2],
    [0, 2],
    [-1, 0],
  ]);
  double.dispose();
  tf.dispose([single, result!]);
});

test('the weight keeps its value when the function is disposed, and may be disposed before it', async () => {
  await step.run(rate);
  step.dispose();
  expect(read(weight)).toEqual([0, 1]);
  step = compiled();
  await step.run(rate);
  weight.dispose();
  step.dispose();
});

test('a function may be disposed while it runs', async () => {
  await step.run(rate);
  const running = step.run(rate);
  await Promise.resolve(); // the step begins
  step.dispose();
  await running;
  expect(read(weight)).toEqual([-1, 0]);
});

test('while a step runs the weight is not to be read', async () => {
  for (const expected of [
    [0, 1],
    [-1, 0],
  ]) {
    const running = step.run(rate);
    await Promise.resolve(); // the step begins
    expect(() => weight.dataSync()).toThrow(/weight is being changed by a compiled step: wait for it/);
    await running;
    expect(read(weight)).toEqual(expected);
  }
});

test('while a step runs TF.js holds no value of the weight, which TensorFlow would have to copy', async () => {
  const backend = tf.backend() as NodeBackend;
  const binding = backend.binding as Binding;
  const isHeld = () => !binding.isDeferred(backend.getInputTensorIds([weight])[0]!);
  for (let i = 0; i < 2; i++) {
    read(weight);
    expect(isHeld()).toBe(true);
    const running = step.run(rate);
    await Promise.resolve(); // the step begins
    expect(isHeld()).toBe(false);
    await running;
  }
});

test('a weight whose step failed midway has no value until it is given one', async () => {
  const divide = engine.compile(
    divisor => {
      weight.assign(tf.sub(weight, tf.mul(tf.onesLike(weight), tf.scalar(1))));
      return [tf.floorDiv(tf.scalar(6, 'int32'), divisor)];
    },
    {variables: [weight]},
  );
  const run = async (value: number) => {
    const divisor = tf.scalar(value, 'int32');
    const results = await divide.run(divisor).finally(() => divisor.dispose());
    const quotients = results.map(read);
    tf.dispose(results);
    return quotients;
  };
  expect(await run(2)).toEqual([[3]]);
  await expect(run(0)).rejects.toThrow(/division by zero/);
  expect(() => weight.dataSync()).toThrow(/value of variable weight is lost/);
  await expect(run(2)).rejects.toThrow(/is lost/);
  weight.assign(tf.tensor1d([3, 4]));
  expect(await run(3)).toEqual([[2]]);
  const kept = weight.clone();
  const unread = weight.clone();
  expect(read(kept)).toEqual([2, 3]);
  await expect(run(0)).rejects.toThrow(/division by zero/);
  const gone = weight.clone();
  weight.assign(kept);
  expect(await run(3)).toEqual([[2]]);
  expect([weight, kept, unread].map(read)).toEqual([
    [1, 2],
    [2, 3],
    [2, 3],
  ]);
  expect(() => read(gone)).toThrow(/is lost/);
  await expect(run(0)).rejects.toThrow(/division by zero/);
  divide.dispose();
  expect(() => weight.dataSync()).toThrow(/is lost/);
  tf.dispose([kept, unread, gone]);
});

test('no tensor is left behind, neither in TF.js nor in TensorFlow', async () => {
  const {binding} = tf.backend() as NodeBackend;
  await step.run(rate);
  const before = [tf.memory().numTensors, binding.getNumOfTensors()];
  for (let i = 0; i < 5; i++) await step.run(rate);
  expect([tf.memory().numTensors, binding.getNumOfTensors()]).toEqual(before);
  step.dispose();
  expect(binding.getNumOfTensors()).toBe(before[1]! - 1); // the name of TensorFlow's variable
});
