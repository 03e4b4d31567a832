import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import {beforeAll, describe, expect, test} from 'vitest';
import {conv} from '../blocks/conv.js';
import {noise} from '../testing/noise.js';
import {groupedConv2DLayer} from './grouped-conv2d.js';

beforeAll(() => tf.setBackend('cpu'));

const images = () => tf.tensor4d(Float32Array.from(noise(2 * 6 * 5 * 8, 0)), [2, 6, 5, 8]);

function build(options: Partial<Parameters<typeof conv>[1]> = {}): tfl.LayersModel {
  const input = tfl.input({shape: [6, 5, 8]});
  return tfl.model({inputs: input, outputs: conv(input, {filters: 12, groups: 4, name: 'conv1', ...options})});
}

test.each([
  {kernelSize: 3, stride: 1},
  {kernelSize: 3, stride: 2},
  {kernelSize: 1, stride: 2},
  {kernelSize: 2, stride: 1, padding: 1},
])('each group is a convolution of its own: %o', options => {
  const model = build({...options, bias: true});
  const [kernel, bias] = model.weights.map(weight => weight.read());
  const actual = model.apply(images()) as tf.Tensor4D;
  const {kernelSize, stride, padding = Math.floor(kernelSize / 2)} = options;
  const outputs = [0, 1, 2, 3].map(group => {
    const x = tf.slice(images(), [0, 0, 0, 2 * group], [-1, -1, -1, 2]);
    const own = tf.slice(kernel as tf.Tensor4D, [0, 0, 0, 3 * group], [-1, -1, -1, 3]);
    return tf.conv2d(x, own, stride, padding);
  });
  const expected = tf.add(tf.concat(outputs, 3), bias!);
  tf.test_util.expectArraysClose(actual.dataSync(), expected.dataSync(), 1e-5);
  expect(model.outputShape).toEqual([null, ...actual.shape.slice(1)]);
});

test('the weights have PyTorch’s shapes and start as its do', () => {
  const [kernel, bias] = build({bias: true}).weights;
  expect(kernel!.originalName).toBe('conv1/kernel');
  expect(kernel!.shape).toEqual([3, 3, 2, 12]);
  expect(bias!.shape).toEqual([12]);
  const largest = Math.max(...kernel!.read().dataSync().map(Math.abs));
  expect(largest * Math.sqrt(3 * 3 * 2)).toBeGreaterThan(0.95);
  expect(largest * Math.sqrt(3 * 3 * 2)).toBeLessThanOrEqual(1);
});

test('a forward pass leaves nothing behind but its output', () => {
  const model = build();
  const x = images();
  const before = tf.memory().numTensors;
  tf.dispose(model.apply(x) as tf.Tensor);
  expect(tf.memory().numTensors).toBe(before);
});

test('saved and opened, it gives the same outputs', async () => {
  const model = build({bias: true, stride: 2});
  let artifacts: tf.io.ModelArtifacts | undefined;
  await model.save(
    tf.io.withSaveHandler(async saved => {
      artifacts = saved;
      return {modelArtifactsInfo: {dateSaved: new Date(0), modelTopologyType: 'JSON'}};
    }),
  );
  const opened = await tfl.loadLayersModel(tf.io.fromMemory(artifacts!));
  const outputs = (from: tfl.LayersModel) => (from.predict(images()) as tf.Tensor).arraySync();
  expect(opened.layers.at(-1)!.getClassName()).toBe('GroupedConv2D');
  expect(opened.layers.at(-1)!.getConfig()).toEqual(model.layers.at(-1)!.getConfig());
  expect(opened.layers.at(-1)!.getConfig()).toMatchObject({groups: 4, filters: 12, kernelSize: [3, 3]});
  expect(outputs(opened)).toEqual(outputs(model));
});

test('what Conv2D can do besides, it can: an activation, a regulariser', () => {
  const layer = groupedConv2DLayer({
    filters: 4,
    kernelSize: 3,
    groups: 2,
    activation: 'relu',
    kernelRegularizer: 'l1l2',
  });
  const x = tf.sub(images(), 0.5);
  const activated = layer.apply(x) as tf.Tensor;
  expect(tf.min(activated).dataSync()[0]).toBe(0);
  expect(tf.max(activated).dataSync()[0]).toBeGreaterThan(0);
  expect(layer.losses).toHaveLength(1);
});

describe('is refused', () => {
  test.each([
    {groups: 3, message: 'conv1: expected groups that divide 8 input channels, got 3'},
    {groups: 8, message: 'conv1: expected groups that divide 12 filters, got 8'},
    {groups: 0, message: 'conv1: expected groups that divide 12 filters, got 0'},
    {groups: 1.5, message: 'conv1: expected groups that divide 12 filters, got 1.5'},
  ])('with $groups groups', ({groups, message}) => {
    expect(() => build({groups})).toThrow(expect.objectContaining({code: 'BAD_OPTION', message}));
  });

  test.each([{dataFormat: 'channelsFirst' as const}, {dilationRate: 2 as const}])('with %o', option => {
    const make = () => groupedConv2DLayer({filters: 4, kernelSize: 3, groups: 2, ...option});
    expect(make).toThrow(expect.objectContaining({code: 'BAD_OPTION'}));
  });
});
