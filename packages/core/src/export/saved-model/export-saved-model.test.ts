import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import {beforeAll, expect, test} from 'vitest';
import {conv} from '../../blocks/conv.js';
import {createModel} from '../../networks/registry.js';
import {bytesIn, textsIn} from '../../testing/fields.js';
import {exportSavedModel} from './export-saved-model.js';

beforeAll(() => tf.setBackend('cpu'));

/** Name and operation of each node of the graph. */
function nodesOf(files: Record<string, Uint8Array>): [name: string, op: string][] {
  const [metaGraph] = bytesIn(files['saved_model.pb']!, 2);
  const [graph] = bytesIn(metaGraph!, 2);
  return bytesIn(graph!, 1).map(node => [textsIn(node, 1)[0]!, textsIn(node, 2)[0]!]);
}

test('nodes are named after layers, weights lie under them', async () => {
  const files = await exportSavedModel(createModel('mnist-residual'));
  expect(Object.keys(files)).toEqual(['saved_model.pb']);
  const nodes = nodesOf(files);
  expect(nodes.slice(0, 6)).toEqual([
    ['input', 'Placeholder'],
    ['conv1/kernel', 'Const'],
    ['conv1/product', 'Conv2D'],
    ['conv1/bias', 'Const'],
    ['conv1', 'BiasAdd'],
    ['conv1.pool', 'MaxPool'],
  ]);
  expect(new Set(nodes.map(([name]) => name)).size).toBe(nodes.length);
});

test('a grouped convolution is one for each group', async () => {
  const inputs = tfl.input({shape: [6, 5, 8], name: 'image'});
  const outputs = conv(inputs, {filters: 12, groups: 4, name: 'conv1'});
  const operations = nodesOf(await exportSavedModel(tfl.model({inputs, outputs}))).map(([, op]) => op);
  expect(operations.filter(op => op === 'Conv2D')).toHaveLength(4);
  expect(operations.slice(-1)).toEqual(['ConcatV2']);
});

test('half precision: half the bytes', async () => {
  const size = async (half: boolean) =>
    (await exportSavedModel(createModel('mnist-residual'), {half}))['saved_model.pb']!.length;
  expect(await size(true)).toBeLessThan(0.55 * (await size(false)));
});

test('metadata lies beside the graph, where TensorFlow leaves room for it', async () => {
  const files = await exportSavedModel(createModel('mnist-residual'), {metadata: {classes: ['cat', 'dog']}});
  const text = new TextDecoder().decode(files['assets.extra/metadata.json']);
  expect(JSON.parse(text)).toEqual({classes: ['cat', 'dog']});
});
