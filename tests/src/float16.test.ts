import {type Precision, type TensorFlowEngine, tensorflow} from '@residual/backend-node-gpu';
import {batchNorm, conv, flatten, linear, relu} from '@residual/core';
import {
  type Batch,
  type Batches,
  constant,
  crossEntropy,
  decodeCheckpoint,
  type FitOptions,
  fit,
  memoryCheckpoints,
  sgd,
} from '@residual/train';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import {beforeAll, expect, test} from 'vitest';

let engine: TensorFlowEngine;

beforeAll(async () => {
  engine = await tensorflow();
});

function network(): tfl.LayersModel {
  const input = tfl.input({shape: [6, 6, 2]});
  let x = relu(batchNorm(conv(input, {filters: 4, name: 'conv1', bias: false}), {name: 'bn'}), {name: 'relu1'});
  x = relu(conv(x, {filters: 4, name: 'conv2', bias: true}), {name: 'relu2'});
  return tfl.model({inputs: input, outputs: linear(flatten(x, {name: 'flatten'}), {units: 3, name: 'fc'})});
}

/** Six batches of 8 images whose class shows. */
const data: Batches = {length: 6, epoch: () => data, from: batches, [Symbol.asyncIterator]: () => batches(0)};

async function* batches(start: number): AsyncGenerator<Batch> {
  for (let index = start; index < 6; index++) {
    const y = Int32Array.from({length: 8}, (_, i) => (i + index) % 3);
    const x = Float32Array.from(
      {length: 8 * 72},
      (_, i) => Math.sin(12.9898 * (i + 999 * index)) + y[Math.floor(i / 72)]! - 1,
    );
    yield {x, y, shape: [8, 6, 6, 2]};
  }
}

/** Losses of a run in a precision, how far its first kernel came, and its scale. */
async function train(precision: Precision, change: Partial<FitOptions> = {}) {
  const model = network();
  const kernel = model.getLayer('conv1').weights[0]!.read();
  const before = [...kernel.dataSync()];
  const checkpoints = memoryCheckpoints();
  const run = {model, train: data, epochs: 2, optimizer: sgd({momentum: 0.9}), schedule: constant(0.05), checkpoints};
  const losses: number[] = [];
  for await (const event of fit({
    ...{...run, ...change},
    compile: (step, options) => engine.compile(step, {...options, precision}),
  })) {
    if (event.type === 'step') losses.push(event.loss);
  }
  const after = [...kernel.dataSync()];
  const {tensors} = decodeCheckpoint((await checkpoints.load('last'))!);
  model.dispose();
  const scale = (name: string) => Number(tensors[`scale/${name}`]?.data[0]);
  return {losses, after, moved: Math.max(...after.map((value, i) => Math.abs(value - before[i]!))), scale};
}

/** A loss that is a power of two smaller or larger, at a rate that makes up for it: in float32 the same run. */
function times(factor: number): Partial<FitOptions> {
  return {loss: (logits, labels) => tf.mul(crossEntropy(logits, labels), factor), schedule: constant(0.05 / factor)};
}

function expectSame(losses: readonly number[], reference: readonly number[], factor = 1): void {
  for (const [i, loss] of losses.entries()) expect(Math.abs(loss / factor - reference[i]!)).toBeLessThan(1e-2);
}

test('float16 with a scaled loss follows float32', async () => {
  const exact = await train('float32');
  const {losses, scale} = await train('float16', {lossScale: {initial: 1024}});
  expect(exact.losses.at(-1)).toBeLessThan(exact.losses[0]! / 2); // it learns, so that something is compared
  expectSame(losses, exact.losses);
  expect(losses).not.toEqual(exact.losses);
  expect(scale('skipped')).toBe(0);
});

test('gradients that vanish in float16 do not when the loss is scaled', async () => {
  const factor = 2 ** -24;
  const exact = await train('float32');
  const lost = await train('float16', times(factor));
  expect(lost.moved).toBeLessThan(exact.moved / 10);
  const kept = await train('float16', {...times(factor), lossScale: {initial: 2 ** 34}});
  expectSame(kept.losses, exact.losses, factor);
  expect(kept.moved).toBeGreaterThan(exact.moved / 2);
});

test('a scale that overflows float16 comes down, and the run goes on; twice the same, bit for bit', async () => {
  const change = {...times(2 ** 10), lossScale: {}};
  const first = await train('float16', change);
  expect(first.losses.every(Number.isFinite)).toBe(true);
  expect(first.scale('skipped')).toBeGreaterThan(0);
  expect(first.scale('value')).toBe(65_536 * 2 ** -first.scale('skipped'));
  expect(first.losses.at(-1)).toBeLessThan(first.losses[0]!);
  const second = await train('float16', change);
  expect([second.losses, second.after]).toEqual([first.losses, first.after]);
});
