import {expect, test} from 'vitest';
import {stepMemory} from './step-memory.js';

// What docs/bench measured on TensorFlow, compiled, in float32: the most that the process had resident, in MiB.
test.each([
  ['fashion-notebook', {batchSize: 256, side: 96}, 2692],
  ['cifar10-notebook', {batchSize: 64, side: 96}, 1045],
  ['cats-dogs-notebook', {batchSize: 16, side: 128}, 1257],
  ['resnet50', {batchSize: 16, side: 224}, 2885],
])('%s: no less than was measured, and less than twice as much', async (name, size, measured) => {
  const bytes = (await stepMemory(name))(size);
  expect(bytes / 2 ** 20).toBeGreaterThan(measured);
  expect(bytes / 2 ** 20).toBeLessThan(2 * measured);
});
