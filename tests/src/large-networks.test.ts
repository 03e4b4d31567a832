import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';
import {tensorflow} from '@residual/backend-node-gpu';
import {createModel, formatSummary, modelInfo, predictGeometry, summarize} from '@residual/core';
import * as tf from '@tensorflow/tfjs-core';
import {beforeAll, expect, test} from 'vitest';

beforeAll(() => tensorflow());

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** What the process holds: TensorFlow's memory and Node's. */
function residentBytes(): number {
  collectGarbage();
  return process.memoryUsage.rss();
}

test('ResNet-1202 is built, summarised, and computes', () => {
  const model = createModel('cifar-resnet1202');
  const {config, ...info} = modelInfo('cifar-resnet1202');
  const summary = summarize(model);
  expect(summary.parameters).toBe(predictGeometry(config!, info).parameters);
  expect(formatSummary(summary)).toContain('19,421,274');
  const logits = tf.tidy(() => model.apply(tf.zeros([1, 32, 32, 3]), {training: false}) as tf.Tensor2D);
  expect(logits.shape).toEqual([1, 10]);
  expect([...logits.dataSync()].every(Number.isFinite)).toBe(true);
  tf.dispose(logits);
  model.dispose();
});

test.each(['resnet152', 'resnext101-32x8d'])('%s holds little more than its parameters', name => {
  const {config, ...info} = modelInfo(name);
  const bytes = 4 * predictGeometry(config!, info).parameters;
  // The first network brings what any later one shares.
  createModel('resnet18').dispose();
  const before = {tensors: tf.memory().numBytes, resident: residentBytes()};
  const model = createModel(name);
  expect(tf.memory().numBytes - before.tensors).toBeLessThan(1.01 * bytes);
  expect(residentBytes() - before.resident).toBeLessThan(1.1 * bytes);
  model.dispose();
  expect(tf.memory().numBytes).toBe(before.tensors);
});
