import * as tf from '@tensorflow/tfjs';
import {beforeAll, expect, test} from 'vitest';
import {inScope} from '../compile/scope.js';
import {type TensorFlowEngine, tensorflow} from '../engine.js';
import type {NodeBackend} from '../tfjs-node/backend.js';
import {chromeTrace} from './chrome-trace.js';

let engine: TensorFlowEngine;

beforeAll(async () => {
  engine = await tensorflow();
});

/** A convolution, a rectifier and a fully connected layer, and a step that trains them. */
function network() {
  const model = tf.sequential({
    layers: [
      tf.layers.conv2d({name: 'layer1.0.conv1', filters: 4, kernelSize: 3, inputShape: [12, 12, 2]}),
      tf.layers.reLU({name: 'relu'}),
      tf.layers.flatten({name: 'flatten'}),
      tf.layers.dense({name: 'fc', units: 3}),
    ],
  });
  const variables = model.trainableWeights.map(weight => weight.read() as tf.Variable);
  const step = (x: tf.Tensor) => {
    const {value, grads} = tf.variableGrads(
      () => tf.sum(tf.square(model.apply(x, {training: true}) as tf.Tensor)),
      variables,
    );
    inScope('update', () => {
      for (const variable of variables) variable.assign(tf.sub(variable, tf.mul(grads[variable.name]!, 0.1)));
    });
    return [value];
  };
  return {model, variables, step};
}

test.each(['float32', 'bfloat16'] as const)(
  'names the operations of %s by layer, forwards and backwards',
  precision => {
    const {model, variables, step} = network();
    const x = tf.randomNormal([4, 12, 12, 2]);
    const before = variables.map(variable => [...variable.dataSync()]);
    const tensors = tf.memory().numTensors;
    const profile = engine.profile(step, {inputs: [x], variables, precision, layers: model.layers, steps: 3});

    expect(tf.memory().numTensors).toBe(tensors);
    expect(variables.map(variable => [...variable.dataSync()])).toEqual(before);
    expect(model.layers.some(layer => Object.hasOwn(layer, 'call'))).toBe(false);

    const of = (layer: string) =>
      profile.operations.filter(operation => operation.layer === layer).map(({operation}) => operation);
    const kinds = [...of('layer1.0.conv1')].join();
    expect(kinds).toMatch(/Conv2D/);
    expect(kinds).toMatch(/Conv2DBackpropFilter/);
    expect(of('fc').filter(operation => operation.includes('MatMul')).length).toBeGreaterThanOrEqual(3);
    expect(new Set(of('update'))).toEqual(new Set(['ResourceApplyGradientDescent']));
    const spent = profile.operations.map(({duration}) => duration);
    expect(Math.min(...spent)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...spent)).toBeLessThanOrEqual(profile.duration);

    const {traceEvents} = chromeTrace(profile);
    const events = traceEvents as {ph: string; ts: number; name: string}[];
    expect(events.filter(({ph}) => ph === 'X')).toHaveLength(profile.operations.length);
    expect(Math.min(...events.flatMap(({ph, ts}) => (ph === 'X' ? ts : [])))).toBe(0);
    expect(events.map(({name}) => name)).toContainEqual(expect.stringMatching(/^layer1\.0\.conv1 .*Conv2D/));
    tf.dispose([x]);
    model.dispose();
  },
);

test.each(['float32', 'bfloat16'] as const)('measures the peak in %s, and leaves nothing behind', precision => {
  const count = () => (tf.backend() as NodeBackend).binding.getNumOfTensors();
  const before = count();
  const speeds = engine.matrixPeak({precision, seconds: 0.01, edges: [64, 256]});
  expect(count()).toBe(before);
  const kinds = speeds.map(({kind}) => kind);
  expect(kinds).toEqual(['matrix', 'matrix', 'convolution', 'convolution', 'convolution', 'convolution']);
  for (const {gigaflops} of speeds) expect(gigaflops).toBeGreaterThan(0.1);
});
