import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import {beforeAll, expect, test} from 'vitest';
import type {ImageShape} from '../networks/model-options.js';
import {createModel} from '../networks/registry.js';
import {formatNotebook} from './format-notebook.js';
import {summarize} from './summarize.js';

beforeAll(() => tf.setBackend('cpu'));

const blocks = [
  'block 1 output: [1, 64, 45, 45]',
  'block 2 output: [1, 64, 22, 22]',
  'block 3 output: [1, 128, 11, 11]',
  'block 4 output: [1, 256, 6, 6]',
  'block 5 output: [1, 512, 3, 3]',
];

const children = [
  'Sequential output shape:\t torch.Size([1, 64, 56, 56])',
  'Sequential output shape:\t torch.Size([1, 64, 56, 56])',
  'Sequential output shape:\t torch.Size([1, 128, 28, 28])',
  'Sequential output shape:\t torch.Size([1, 256, 14, 14])',
  'Sequential output shape:\t torch.Size([1, 512, 7, 7])',
  'AdaptiveAvgPool2d output shape:\t torch.Size([1, 512, 1, 1])',
  'Flatten output shape:\t torch.Size([1, 512])',
  'Linear output shape:\t torch.Size([1, 10])',
];

test.each<[string, ImageShape, string[]]>([
  ['cifar10-notebook', [96, 96, 3], blocks],
  ['cifar10-notebook-inner-relu', [96, 96, 3], blocks],
  ['fashion-notebook', [224, 224, 1], children],
  [
    'mnist-residual',
    [28, 28, 1],
    [
      'stem output: [1, 16, 12, 12]',
      'rblock1 output: [1, 16, 12, 12]',
      'conv2 output: [1, 32, 4, 4]',
      'rblock2 output: [1, 32, 4, 4]',
      'head output: [1, 10]',
    ],
  ],
])('%s', (name, inputShape, lines) => {
  const summary = summarize(createModel(name, {inputShape}));
  expect(formatNotebook(summary).split('\n')).toEqual(lines);
});

test('a network without stages has no such lines', () => {
  const input = tfl.input({shape: [8, 8, 1]});
  const output = tfl.layers.conv2d({filters: 1, kernelSize: 3}).apply(input) as tfl.SymbolicTensor;
  const summary = summarize(tfl.model({inputs: input, outputs: output, name: 'mine'}));
  expect(() => formatNotebook(summary)).toThrow('mine: expected a network with stages of blocks');
});
