import {tensorflow} from '@residual/backend-node-gpu';
import {wasm} from '@residual/backend-web';
import {createModel} from '@residual/core';
import {type Compile, eager, sgd, trainStep} from '@residual/train';
import * as tf from '@tensorflow/tfjs-core';
import {expect, test} from 'vitest';

const BATCH = 4;
/** Room for what allocators and Node do on their own; a leak of the weights alone would be 166 MB in 1,000 steps. */
const ALLOWANCE = 48 * 2 ** 20;

const engines: [name: string, open: () => Promise<Compile>, allowance: number][] = [
  ['TensorFlow, compiled', () => tensorflow().then(({compile}) => compile), ALLOWANCE],
  ['WASM', () => wasm().then(() => eager), ALLOWANCE],
  // Before glibc 2.38, malloc loses memory to fragmentation under TensorFlow's eager operations: see docs/performance.md.
  ['TensorFlow, eager', () => tensorflow().then(() => eager), Number.POSITIVE_INFINITY],
];

/** Resident memory after the collector ran. */
function residentMemory(): number {
  (globalThis as unknown as {gc(): void}).gc();
  return process.memoryUsage().rss;
}

test.each(engines)('1,000 steps on %s leave memory where it was after 100', async (_, open, allowance) => {
  const compile = await open();
  const model = createModel('mnist-residual');
  const step = trainStep({model, optimizer: sgd({momentum: 0.5})});
  const compiled = compile(step.run as Parameters<Compile>[0], {variables: step.variables});
  const pixels = new Float32Array(BATCH * 28 * 28).fill(0.5);

  async function run(steps: number) {
    for (let i = 0; i < steps; i++) {
      const x = tf.tensor4d(pixels, [BATCH, 28, 28, 1]);
      const y = tf.tensor1d([1, 2, 3, 4], 'int32');
      const scalars = [tf.scalar(0.001), tf.scalar(i)];
      const results = await compiled.run(x, y, ...scalars);
      for (const result of results) await result.data();
      tf.dispose([x, y, ...scalars, ...results]);
    }
  }

  await run(100);
  const before = {tensors: tf.memory().numTensors, resident: residentMemory()};
  await run(1000);
  expect(tf.memory().numTensors).toBe(before.tensors);
  expect(residentMemory() - before.resident).toBeLessThan(allowance);
  for (const resource of [compiled, step, model]) resource.dispose();
});
