// What the host does in a compiled training step, and what crosses to it: how long JavaScript works between two runs of
// TensorFlow's operation, and how many bytes tensors bring to the host and from it while steps follow one another.
// `node bench/overhead.mjs resnet18 resnet50 [--steps 100] [--precision bfloat16] [--gpu 0] [--out FILE]`
import {writeFileSync} from 'node:fs';
import {parseArgs} from 'node:util';
import {tensorflow} from '@residual/backend-node-gpu';
import {crossEntropy, sgd, trainStep} from '@residual/train';
import * as tf from '@tensorflow/tfjs-core';
import {initialModel} from './contestants/residual-model.mjs';
import {median} from './statistics.mjs';
import {batch} from './values.mjs';
import {loadWorkload} from './workload.mjs';

/** @typedef {import('@residual/backend-node-gpu').Precision} Precision */

/** Steps before anything is measured. */
const WARM_UP_STEPS = 5;

/** The steps are measured in so many parts, of which the median is given. */
const PARTS = 5;

const {values, positionals} = parseArgs({
  allowPositionals: true,
  options: {
    steps: {type: 'string', default: '100'},
    precision: {type: 'string', default: 'float32'},
    gpu: {type: 'string'},
    out: {type: 'string'},
  },
});

const engine = await tensorflow(values.gpu === undefined ? {} : {gpu: Number(values.gpu)});
const place = engine.devices.find(({type}) => type === 'GPU')?.name ?? 'CPU';
console.log(`TensorFlow ${engine.version}, ${place}`);
const results = [];
for (const name of positionals) results.push(await measure(name));
if (values.out) writeFileSync(values.out, `${JSON.stringify({place, results}, null, 2)}\n`);
// A process that has loaded TensorFlow may crash at its natural end.
process.exit();

/** @param {string} name */
async function measure(name) {
  const workload = await loadWorkload(name);
  const model = await initialModel(workload);
  const precision = /** @type {Precision} */ (values.precision);
  const step = trainStep({
    ...{model, optimizer: sgd({momentum: 0.9}), loss: crossEntropy},
    ...(precision === 'float16' && {lossScale: {}}),
  });
  const compiled = engine.compile(step.run, {variables: step.variables, precision});
  const {images, labels} = batch(workload);
  // At rate 0 weights stay finite, however often they see the same images.
  const inputs = [
    tf.tensor(images, [workload.batch, ...workload.input]),
    tf.tensor1d(labels, 'int32'),
    tf.scalar(0),
    tf.scalar(0),
  ];
  const run = async () => (await compiled.run(...inputs))[0];
  for (let i = 0; i < WARM_UP_STEPS; i++) tf.dispose(await read(run()));

  const traffic = watchTraffic();
  const steps = Math.ceil(Number(values.steps) / PARTS);
  /** @type {number[]} */
  const host = [];
  /** @type {number[]} */
  const wall = [];
  for (let part = 0; part < PARTS; part++) {
    const [load, start] = [performance.eventLoopUtilization(), performance.now()];
    /** @type {tf.Tensor[]} */
    const losses = [];
    for (let i = 0; i < steps; i++) losses.push(/** @type {tf.Tensor} */ (await run()));
    host.push(performance.eventLoopUtilization(load).active / steps);
    // What a GPU has still to do is part of the time of the steps, and none of the host's.
    await losses.at(-1)?.data();
    wall.push((performance.now() - start) / steps);
    tf.dispose(losses);
  }
  const {toHost, fromHost} = traffic.stop();
  const variables = step.variables.reduce((bytes, {size}) => bytes + 4 * size, 0);
  const done = steps * PARTS;
  const result = {
    ...{workload: name, precision, steps: done, milliseconds: median(wall), hostMilliseconds: median(host)},
    ...{variableBytes: variables, toHostBytesAStep: toHost / done, fromHostBytesAStep: fromHost / done},
  };
  console.log(
    `${name}, ${precision}: ${result.milliseconds.toFixed(2)} ms a step, of which JavaScript ${result.hostMilliseconds.toFixed(3)} ms ` +
      `(${step.variables.length} variables, ${(variables / 1e6).toFixed(1)} MB); ` +
      `a step reads ${result.toHostBytesAStep.toFixed(1)} bytes to the host and writes ${result.fromHostBytesAStep.toFixed(1)} from it`,
  );
  compiled.dispose();
  step.dispose();
  model.dispose();
  tf.dispose(inputs);
  return result;
}

/** @param {Promise<tf.Tensor | undefined>} loss */
async function read(loss) {
  const tensor = await loss;
  await tensor?.data();
  return tensor ?? [];
}

/** Counts the bytes of tensors that pass the binding, the one door between host and TensorFlow. */
function watchTraffic() {
  /** @typedef {{tensorDataSync(id: number): ArrayLike<number>, createTensor(...given: unknown[]): number}} Binding */
  const {binding} = /** @type {{binding: Binding}} */ (/** @type {unknown} */ (tf.backend()));
  const {tensorDataSync, createTensor} = binding;
  const traffic = {toHost: 0, fromHost: 0};
  binding.tensorDataSync = id => {
    const data = tensorDataSync.call(binding, id);
    traffic.toHost += 4 * data.length;
    return data;
  };
  binding.createTensor = (...given) => {
    traffic.fromHost += 4 * /** @type {ArrayLike<number>} */ (given[2]).length;
    return createTensor.apply(binding, given);
  };
  return {
    stop() {
      Object.assign(binding, {tensorDataSync, createTensor});
      return traffic;
    },
  };
}
