import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import {beforeAll, expect, test} from 'vitest';
import {createModel} from '../networks/registry.js';
import {decodeSafetensors} from '../safetensors/decode.js';
import {readParameters} from '../weights/read-parameters.js';
import {exportSafetensors} from './export-safetensors.js';

beforeAll(() => tf.setBackend('cpu'));

test('parameters, statistics and the counters that PyTorch keeps', async () => {
  const model = createModel('cifar-resnet20-b');
  const metadata = {classes: ['cat', 'dog']};
  const {tensors, metadata: texts} = decodeSafetensors(await exportSafetensors(model, {metadata}));
  const {'bn1.num_batches_tracked': counter, ...others} = tensors;
  expect(counter).toEqual({dtype: 'I64', shape: [], data: BigInt64Array.of(0n)});
  const parameters = Object.entries(others).filter(([name]) => !name.endsWith('num_batches_tracked'));
  expect(Object.fromEntries(parameters)).toEqual(await readParameters(model));
  expect(Object.keys(tensors).filter(name => name.endsWith('num_batches_tracked'))).toHaveLength(21);
  expect(texts).toEqual({format: 'pt', classes: '["cat","dog"]'});
});

test('in half precision: kernels and matrices, not vectors', async () => {
  const {tensors} = decodeSafetensors(await exportSafetensors(createModel('cifar-resnet20-b'), {half: true}));
  const types = Object.fromEntries(Object.entries(tensors).map(([name, {dtype}]) => [name, dtype]));
  expect(types).toMatchObject({
    'conv1.weight': 'F16',
    'bn1.weight': 'F32',
    'bn1.running_var': 'F32',
    'layer2.0.downsample.0.weight': 'F16',
    'fc.weight': 'F16',
    'fc.bias': 'F32',
  });
});
