import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import fc from 'fast-check';
import {beforeAll, describe, expect, test} from 'vitest';
import {conv} from '../../blocks/conv.js';
import {createModel} from '../../networks/registry.js';
import {relativeDifference} from '../../testing/measure.js';
import {noise} from '../../testing/noise.js';
import {exportTfjs} from './export-tfjs.js';
import {shards} from './shards.js';

beforeAll(() => tf.setBackend('cpu'));

function grouped(): tfl.LayersModel {
  const inputs = tfl.input({shape: [6, 5, 8]});
  const outputs = conv(inputs, {filters: 12, groups: 4, stride: 2, bias: true, name: 'conv1'});
  return tfl.model({inputs, outputs});
}

/** Opens files as `tf.loadLayersModel` does. */
async function open(files: Record<string, Uint8Array>): Promise<tfl.LayersModel> {
  const {weightsManifest, ...file} = JSON.parse(new TextDecoder().decode(files['model.json']));
  const [{paths, weights: weightSpecs}] = weightsManifest;
  const weightData = paths.map((path: string) => files[path]!.slice().buffer);
  return tfl.loadLayersModel(tf.io.fromMemory({...file, weightSpecs, weightData}));
}

function outputs(model: tfl.LayersModel): number[] {
  const shape = model.inputs[0]!.shape.slice(1) as number[];
  const size = shape.reduce((product, length) => product * length, 2);
  return [...(model.predict(tf.tensor(Float32Array.from(noise(size, -1)), [2, ...shape])) as tf.Tensor).dataSync()];
}

describe.each([
  {name: 'mnist-residual', make: () => createModel('mnist-residual'), inSingle: 41_514, inHalf: 41_360},
  // The biases stay in single precision; the kernel has 4 times the values.
  {name: 'a grouped convolution', make: grouped, inSingle: 3 * 3 * 8 * 12 + 12, inHalf: 3 * 3 * 8 * 12},
])('$name', ({make, inSingle, inHalf}) => {
  test('opened, it gives the same outputs', async () => {
    const model = make();
    const files = await exportTfjs(model, {metadata: {classes: ['cat', 'dog']}});
    const opened = await open(files);
    expect(relativeDifference(outputs(opened), outputs(model))).toBeLessThan(1e-6);
    expect(opened.getUserDefinedMetadata()).toEqual({classes: ['cat', 'dog']});
    expect(opened.layers.map(layer => layer.getClassName())).not.toContain('GroupedConv2D');
    expect(files['weights.bin']).toHaveLength(4 * inSingle);
  });

  test('half the bytes for kernels give the same outputs to half precision', async () => {
    const model = make();
    const files = await exportTfjs(model, {half: true});
    const difference = relativeDifference(outputs(await open(files)), outputs(model));
    expect(difference).toBeGreaterThan(0);
    expect(difference).toBeLessThan(2 ** -10);
    expect(files['weights.bin']).toHaveLength(4 * inSingle - 2 * inHalf);
  });
});

test('a kernel too large for half precision stays in single', async () => {
  const model = createModel('mnist-residual');
  const [kernel] = model.weights;
  kernel!.write(tf.fill(kernel!.shape as number[], 70_000));
  const opened = await open(await exportTfjs(model, {half: true}));
  expect(opened.weights[0]!.read().dataSync()[0]).toBe(70_000);
});

test('the model itself is left as it is', async () => {
  const model = grouped();
  const before = model.toJSON();
  await exportTfjs(model);
  expect(model.toJSON()).toEqual(before);
});

test('shards are whole but for the last, and hold all bytes in order', () => {
  const parts = fc.array(fc.uint8Array({maxLength: 50}), {maxLength: 6});
  fc.assert(
    fc.property(parts, fc.integer({min: 1, max: 60}), (parts, size) => {
      const files = Object.values(shards(parts, size));
      expect(files.flatMap(bytes => [...bytes])).toEqual(parts.flatMap(bytes => [...bytes]));
      for (const file of files.slice(0, -1)) expect(file).toHaveLength(size);
      expect(files.at(-1)!.length).toBeLessThanOrEqual(size);
    }),
  );
});

test('several shards, which say how many they are', async () => {
  const files = await exportTfjs(createModel('mnist-residual'), {shardBytes: 100_000});
  expect(Object.keys(files)).toEqual(['model.json', 'weights-1-of-2.bin', 'weights-2-of-2.bin']);
  expect(outputs(await open(files))).toEqual(outputs(createModel('mnist-residual')));
});
