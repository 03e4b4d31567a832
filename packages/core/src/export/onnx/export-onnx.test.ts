import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import {beforeAll, describe, expect, test} from 'vitest';
import {createModel} from '../../networks/registry.js';
import {bytesIn, textsIn} from '../../testing/fields.js';
import {exportOnnx} from './export-onnx.js';

beforeAll(() => tf.setBackend('cpu'));

/** Operations by type, and the constants by name, of an ONNX file. */
function contentOf(file: Uint8Array): {operations: string[]; weights: string[]} {
  const [graph] = bytesIn(file, 7);
  return {
    operations: bytesIn(graph!, 1).map(node => textsIn(node, 4)[0]!),
    weights: bytesIn(graph!, 5).map(tensor => textsIn(tensor, 8)[0]!),
  };
}

test('a network for images with channels first has nothing to transpose, and PyTorch’s names', async () => {
  const {operations, weights} = contentOf(await exportOnnx(createModel('mnist-residual')));
  expect(operations).toEqual([
    ...['Conv', 'MaxPool', 'Relu', 'Conv', 'Relu', 'Conv', 'Add', 'Relu'],
    ...['Conv', 'MaxPool', 'Relu', 'Conv', 'Relu', 'Conv', 'Add', 'Relu'],
    ...['Reshape', 'Gemm', 'Identity'],
  ]);
  expect(weights).toContain('rblock1.conv1.weight');
  expect(weights).toContain('fc.bias');
});

describe('where the order of axes matters, and only there, tensors are transposed', () => {
  const {layers} = tfl;
  test.each<[string, () => tfl.layers.Layer[], string[]]>([
    ['rows first', () => [layers.flatten()], ['Transpose', 'Reshape']],
    ['channels first', () => [layers.permute({dims: [3, 1, 2]}), layers.flatten()], ['Reshape']],
    ['a permuted image', () => [layers.permute({dims: [2, 1, 3]}), layers.maxPooling2d({})], ['Transpose', 'MaxPool']],
    ['a permuted output', () => [layers.permute({dims: [2, 1, 3]})], ['Transpose']],
    ['an image as it is', () => [layers.activation({activation: 'relu'})], ['Relu']],
  ])('%s', async (_, chain, expected) => {
    const inputs = tfl.input({shape: [4, 6, 2]});
    const outputs = chain().reduce((x, layer) => layer.apply(x) as tfl.SymbolicTensor, inputs);
    const {operations} = contentOf(await exportOnnx(tfl.model({inputs, outputs})));
    expect(operations).toEqual([...expected, 'Identity']);
  });
});

test('half precision: a cast for each kernel', async () => {
  const model = createModel('mnist-residual');
  const [single, half] = [await exportOnnx(model), await exportOnnx(model, {half: true})];
  const {operations, weights} = contentOf(half);
  expect(operations.filter(operation => operation === 'Cast')).toHaveLength(7);
  expect(weights).toContain('conv1.weight.half');
  expect(half.length).toBeLessThan(0.55 * single.length);
});

test('metadata', async () => {
  const metadata = {classes: ['cat', 'dog'], normalize: {mean: [0.5], std: [0.25]}};
  const entries = bytesIn(await exportOnnx(createModel('mnist-residual'), {metadata}), 14);
  expect(entries.map(entry => [textsIn(entry, 1)[0], textsIn(entry, 2)[0]])).toEqual([
    ['classes', '["cat","dog"]'],
    ['normalize', '{"mean":[0.5],"std":[0.25]}'],
  ]);
});
