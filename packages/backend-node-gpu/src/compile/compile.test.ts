import * as tf from '@tensorflow/tfjs';
import {beforeAll, beforeEach, describe, expect, test} from 'vitest';
import {type TensorFlowEngine, tensorflow} from '../engine.js';

let engine: TensorFlowEngine;
const cleanUp: (() => void)[] = [];

beforeAll(async () => {
  engine = await tensorflow();
});

beforeEach(() => {
  for (const dispose of cleanUp.splice(0)) dispose();
});

/** A small network with convolution, batch statistics, pooling, a shortcut and momentum: its step and its variables. */
function network() {
  const kernel = tf.variable(tf.randomNormal([3, 3, 2, 4], 0, 0.3, 'float32', 1));
  const dense = tf.variable(tf.randomNormal([4, 3], 0, 0.3, 'float32', 2));
  const mean = tf.variable(tf.zeros([4]), false);
  const weights = [kernel, dense];
  const slots = weights.map(weight => tf.variable(tf.zeros(weight.shape), false));
  const step = (x: tf.Tensor, y: tf.Tensor, learningRate: tf.Tensor): tf.Tensor[] => {
    const {value, grads} = tf.variableGrads(() => {
      const h = tf.conv2d(x as tf.Tensor4D, kernel as tf.Tensor4D, 1, 'same');
      mean.assign(tf.add(tf.mul(mean, 0.9), tf.mul(tf.mean(h, [0, 1, 2]), 0.1)));
      const r = tf.add(tf.relu(h), h);
      const logits = tf.matMul(tf.mean(tf.maxPool(r as tf.Tensor4D, 2, 2, 'valid'), [1, 2]), dense as tf.Tensor2D);
      return tf.losses.softmaxCrossEntropy(tf.oneHot(tf.cast(y, 'int32'), 3), logits) as tf.Scalar;
    }, weights);
    weights.forEach((weight, i) => {
      slots[i]!.assign(tf.add(tf.mul(slots[i]!, 0.9), grads[weight.name]!));
      weight.assign(tf.sub(weight, tf.mul(slots[i]!, learningRate)));
    });
    return [value, mean];
  };
  const variables = [...weights, ...slots, mean];
  const start = variables.map(variable => variable.clone());
  const reset = () => variables.forEach((variable, i) => void variable.assign(start[i]!));
  cleanUp.push(() => tf.dispose([...variables, ...start]));
  return {step, variables, reset};
}

function batch(size = 8) {
  const tensors = {
    x: tf.randomNormal([size, 6, 6, 2], 0, 1, 'float32', 3),
    y: tf.tensor1d(
      Int32Array.from({length: size}, (_, i) => i % 3),
      'int32',
    ),
    learningRate: tf.scalar(0.1),
  };
  cleanUp.push(() => tf.dispose(Object.values(tensors)));
  return tensors;
}

function compiled(step: Parameters<TensorFlowEngine['compile']>[0], variables: tf.Variable[] = []) {
  const result = engine.compile(step, {variables});
  cleanUp.push(() => result.dispose());
  return result;
}

/** The values of tensors, which are disposed. */
function take(tensors: tf.Tensor[]): number[][] {
  const values = tensors.map(tensor => [...tensor.dataSync()]);
  tf.dispose(tensors.filter(tensor => !(tensor instanceof tf.Variable)));
  return values;
}

/** Losses of 20 compiled steps, and the values of all variables after them. */
async function train({step, variables}: ReturnType<typeof network>, {x, y, learningRate}: ReturnType<typeof batch>) {
  const fast = compiled(step, variables);
  const losses = [];
  for (let i = 0; i < 20; i++) losses.push(take(await fast.run(x, y, learningRate))[0]![0]!);
  return {losses, weights: variables.map(variable => [...variable.dataSync()])};
}

test('a compiled step equals the eager step over 20 steps', async () => {
  const net = network();
  const {x, y, learningRate} = batch();
  const eager: number[] = [];
  for (let i = 0; i < 20; i++) eager.push(tf.tidy(() => net.step(x, y, learningRate)[0]!.dataSync()[0]!));
  const eagerWeights = net.variables.map(variable => [...variable.dataSync()]);
  net.reset();
  const {losses, weights} = await train(net, {x, y, learningRate});
  expect(eager[19]).toBeLessThan(eager[0]! - 0.01); // it learns, so that something is compared
  for (const [i, loss] of losses.entries()) expect(loss).toBeCloseTo(eager[i]!, 5);
  for (const [i, weight] of weights.flat().entries()) expect(weight).toBeCloseTo(eagerWeights.flat()[i]!, 5);
});

test('it repeats bit for bit', async () => {
  const net = network();
  const tensors = batch();
  const first = await train(net, tensors);
  net.reset();
  expect(await train(net, tensors)).toEqual(first);
});

test('each signature of inputs is recorded once', async () => {
  const {step, variables} = network();
  const fast = compiled(step, variables);
  const full = batch(8);
  const last = batch(3);
  for (const {x, y, learningRate} of [full, full, last, full, last]) take(await fast.run(x, y, learningRate));
  expect(fast.recordings).toBe(2);
});

test('the event loop stays free while a step runs', async () => {
  const a = tf.randomNormal([1500, 1500]);
  const fast = compiled(x => [tf.sum(tf.matMul(tf.matMul(x as tf.Tensor2D, x as tf.Tensor2D), x as tf.Tensor2D))]);
  take(await fast.run(a));
  let ticks = 0;
  const timer = setInterval(() => ticks++, 1);
  for (let i = 0; i < 5; i++) take(await fast.run(a));
  clearInterval(timer);
  a.dispose();
  expect(ticks).toBeGreaterThan(5);
});

test('calls run one after another, on inputs as they were', async () => {
  const sum = tf.variable(tf.scalar(0), false);
  const fast = compiled(
    x => {
      sum.assign(tf.add(tf.mul(sum, 10), x));
      return [tf.clone(sum)];
    },
    [sum],
  );
  const runs = [1, 2, 3].map(value => {
    const input = tf.scalar(value);
    const result = fast.run(input);
    input.dispose();
    return result;
  });
  expect((await Promise.all(runs)).map(result => take(result)[0]![0])).toEqual([1, 12, 123]);
  sum.dispose();
});

test('a step may give back an input, a variable, a constant, and one tensor twice', async () => {
  const weight = tf.variable(tf.scalar(5), false);
  const fast = compiled(
    x => {
      const doubled = tf.mul(x, 2);
      return [x, weight, tf.scalar(7), doubled, doubled];
    },
    [weight],
  );
  const x = tf.scalar(3);
  expect(take(await fast.run(x))).toEqual([[3], [5], [7], [6], [6]]);
  weight.assign(tf.scalar(6));
  expect(take(await fast.run(x))).toEqual([[3], [6], [7], [6], [6]]);
  tf.dispose([x, weight]);
});

test('nothing is left behind: not by steps, not by recordings', async () => {
  const {step, variables} = network();
  const {x, y, learningRate} = batch();
  const before = tf.memory().numTensors;
  const fast = engine.compile(step, {variables});
  for (let i = 0; i < 30; i++) tf.dispose(await fast.run(x, y, learningRate));
  fast.dispose();
  expect(tf.memory().numTensors).toBe(before);
  await expect(fast.run(x, y, learningRate)).rejects.toThrow(/disposed/);
});

describe('a step that cannot be recorded is refused, and leaves everything as it was', () => {
  const other = () => tf.variable(tf.scalar(1), false, 'other');
  const cases: [string, (variable: tf.Variable) => (x: tf.Tensor) => tf.Tensor[], RegExp][] = [
    ['reads a result on the host', () => x => [tf.scalar(tf.sqrt(x).dataSync()[0]!)], /host \(that of Sqrt_\d+\)/],
    ['reads an input on the host', () => x => [tf.scalar(x.dataSync()[0]!)], /host \(that of input_0\)/],
    ['reads a variable it does not name', variable => x => [tf.mul(x, variable)], /reads variable other/],
    ['assigns a variable it does not name', variable => x => [variable.assign(x) ?? x], /assigns variable other/],
    [
      'throws',
      () => () => {
        throw new Error('no such luck');
      },
      /no such luck/,
    ],
  ];
  test.each(cases)('one that %s', async (_, makeStep, message) => {
    const weight = tf.variable(tf.scalar(4), false);
    const variable = other();
    const x = tf.scalar(9);
    tf.sqrt(x).dispose(); // so that its values are on the device
    const before = tf.memory().numTensors;
    const step = makeStep(variable);
    const fast = compiled(
      input => {
        weight.assign(tf.add(weight, 1));
        return step(input);
      },
      [weight],
    );
    await expect(fast.run(x)).rejects.toThrow(message);
    expect(weight.dataSync()[0]).toBe(4);
    expect(tf.memory().numTensors).toBe(before);
    tf.dispose([weight, variable, x]);
  });
});

describe.each([
  {precision: 'bfloat16', tolerance: 2e-2},
  {precision: 'float16', tolerance: 2e-3},
] as const)('in $precision', ({precision, tolerance}) => {
  test('a step follows the float32 one, to its precision, and its weights stay float32', async () => {
    const net = network();
    const tensors = batch();
    const exact = await train(net, tensors);
    net.reset();
    const fast = engine.compile(net.step, {variables: net.variables, precision});
    const losses: number[] = [];
    const {x, y, learningRate} = tensors;
    for (let i = 0; i < 20; i++) losses.push(take(await fast.run(x, y, learningRate))[0]![0]!);
    fast.dispose();
    expect(losses).not.toEqual(exact.losses); // it computes in another precision
    for (const [i, loss] of losses.entries()) expect(Math.abs(loss - exact.losses[i]!)).toBeLessThan(tolerance);
    for (const variable of net.variables) expect(variable.dtype).toBe('float32');
    const weights = net.variables.map(variable => [...variable.dataSync()]);
    // Float16 keeps 10 bits of a fraction, bfloat16 fewer: the last 13 bits are zero in both.
    const isRounded = (value: number) => (new Uint32Array(Float32Array.of(value).buffer)[0]! & 0x1fff) === 0;
    expect(weights.flat().filter(isRounded).length).toBeLessThan(weights.flat().length / 4);
  });
});
