// What 2,000 steps add to the tensors and the resident memory that 100 have left: node --expose-gc --max-semi-space-size=4 growth.mjs ENGINE

import {setTimeout as sleep} from 'node:timers/promises';
import {tensorflow} from '@residual/backend-node-gpu';
import {wasm} from '@residual/backend-web';
import {createModel} from '@residual/core';
import {eager, sgd, trainStep} from '@residual/train';
import * as tf from '@tensorflow/tfjs-core';

const BATCH = 4;
const engines = {
  compiled: async () => (await tensorflow()).compile,
  eager: () => tensorflow().then(() => eager),
  wasm: () => wasm().then(() => eager),
};

const compile = await engines[process.argv[2]]();
const step = trainStep({model: createModel('mnist-residual'), optimizer: sgd({momentum: 0.5})});
const compiled = compile(step.run, {variables: step.variables});
const pixels = new Float32Array(BATCH * 28 * 28).fill(0.5);

async function run(steps) {
  for (let i = 0; i < steps; i++) {
    const x = tf.tensor4d(pixels, [BATCH, 28, 28, 1]);
    const y = tf.tensor1d([1, 2, 3, 4], 'int32');
    const scalars = [tf.scalar(0.001), tf.scalar(i)];
    const results = await compiled.run(x, y, ...scalars);
    for (const result of results) await result.data();
    tf.dispose([x, y, ...scalars, ...results]);
  }
  // Node frees what its collector found in the background, some of it only at the next collection.
  for (let i = 0; i < 5; i++) {
    globalThis.gc();
    await sleep(100);
  }
  return {tensors: tf.memory().numTensors, resident: process.memoryUsage().rss};
}

const before = await run(100);
const after = await run(2000);
console.log(JSON.stringify({tensors: after.tensors - before.tensors, resident: after.resident - before.resident}));
