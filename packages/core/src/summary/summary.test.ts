import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import {beforeAll, expect, test} from 'vitest';
import {createModel} from '../networks/registry.js';
import {cifarResnet20} from '../testing/cifar-resnet20.js';
import {formatSummary} from './format-summary.js';
import {summarize} from './summarize.js';

beforeAll(() => tf.setBackend('cpu'));

test('counts layer by layer', () => {
  const {layers} = summarize(createModel('mnist-residual'));
  const by = (name: string) => layers.find(layer => layer.name === name);
  expect(by('conv1')).toEqual({
    name: 'conv1',
    type: 'Conv2D',
    outputShape: [24, 24, 16],
    parameters: 5 * 5 * 16 + 16,
    multiplyAdds: 24 * 24 * 5 * 5 * 16,
  });
  expect(by('conv1.relu')).toMatchObject({outputShape: [12, 12, 16], parameters: 0, multiplyAdds: 0});
  expect(by('fc')).toMatchObject({outputShape: [10], parameters: 5130, multiplyAdds: 5120});
});

test('running statistics are no parameters', () => {
  const {layers} = summarize(cifarResnet20());
  expect(layers.find(layer => layer.name === 'bn1')).toMatchObject({parameters: 32, multiplyAdds: 0});
});

test('frozen layers stay parameters, but are not trainable', () => {
  const model = createModel('mnist-residual');
  model.getLayer('conv1').trainable = false;
  const summary = summarize(model);
  expect(summary).toMatchObject({parameters: 41514, trainableParameters: 41514 - 416});
  expect(formatSummary(summary).split('\n').at(-1)).toBe('416 of the parameters are frozen');
});

test('the table', () => {
  const lines = formatSummary(summarize(createModel('mnist-residual'))).split('\n');
  expect(lines.slice(0, 5)).toEqual([
    'mnist-residual',
    'layer               type          output    parameters  multiply-adds',
    '---------------------------------------------------------------------',
    'input               InputLayer    28x28x1            0              0',
    'conv1               Conv2D        24x24x16         416        230,400',
  ]);
  expect(lines.at(-1)).toBe('total                                           41,514      2,013,184');
});
