import {tensorflow} from '@residual/backend-node-gpu';
import {wasm} from '@residual/backend-web';
import {createModel} from '@residual/core';
import {type Compile, eager, sgd, trainStep} from '@residual/train';
import * as tf from '@tensorflow/tfjs-core';
import {expect, test} from 'vitest';

const BATCH = 4;
/** Room for what allocators and Node do on their own; a leak of the weights alone would be 166 MB in 1,000 steps. */
const ALLOWANCE = 48 * 2 ** 20;

const engines: [name: string, open: () => Promise<Compile>][] = [
  ['TensorFlow, compiled', () => tensorflow().then(({compile}) => compile)],
  ['WASM', () => wasm().then(() => eager)],
];

/** Resident memory after the collector ran. */
function residentMemory(): number {
  (globalThis as unknown as {gc(): void}).gc();
  return process.memoryUsage().rss;
}

/** What 1,000 steps add to the number of tensors and the resident memory that 100 have left. */
async function growth(compile: Compile): Promise<{tensors: number; resident: number}> {
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
  const after = {tensors: tf.memory().numTensors, resident: residentMemory()};
  for (const resource of [compiled, step, model]) resource.dispose();
  return {tensors: after.tensors - before.tensors, resident: after.resident - before.resident};
}

test.each(engines)('1,000 steps on %s leave memory where it was after 100', async (_, open) => {
  const {tensors, resident} = await growth(await open());
  expect(tensors).toBe(0);
  expect(resident).toBeLessThan(ALLOWANCE);
});

// Of its resident memory, malloc loses some to fragmentation before glibc 2.38: see docs/performance.md.
test('1,000 steps on TensorFlow, eager, leave no tensor behind', async () => {
  await tensorflow();
  expect((await growth(eager)).tensors).toBe(0);
});
