import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import {beforeAll, expect, test} from 'vitest';
import {createModel} from '../networks/registry.js';
import {formatSummary} from './format-summary.js';
import {summarize} from './summarize.js';

beforeAll(() => tf.setBackend('cpu'));

test('layer by layer', () => {
  const lines = formatSummary(summarize(createModel('mnist-residual'))).split('\n');
  expect(lines.slice(0, 5)).toEqual([
    'mnist-residual, 28x28x1 to 10',
    'layer               type          output    field  jump  parameters  multiply-adds    MB',
    '----------------------------------------------------------------------------------------',
    'input               InputLayer    28x28x1       1     1           0              0  0.00',
    'conv1               Conv2D        24x24x16      5     1         416        230,400  0.04',
  ]);
  expect(lines).toContain('total                                                        41,514      2,013,184  0.13');
});

test('stage by stage', () => {
  const lines = formatSummary(summarize(createModel('cifar-resnet20')), {by: 'stage'}).split('\n');
  expect(lines.slice(3, 8)).toEqual([
    'stem    [3x3, 16]                       32x32x16      3     1         464        442,368  0.20',
    'layer1  [3x3, 16; 3x3, 16] x3           32x32x16     15     1      14,016     14,155,776  1.38',
    'layer2  [3x3, 32; 3x3, 32] x3 /2        16x16x32     37     2      51,072     12,976,128  0.81',
    'layer3  [3x3, 64; 3x3, 64] x3 /2        8x8x64       81     4     203,520     12,976,128  0.41',
    'head    [global average pool] [fc, 10]  10          109     0         650            640  0.00',
  ]);
});

test('block by block, with the input of each', () => {
  const lines = formatSummary(summarize(createModel('cifar-resnet20')), {by: 'block'}).split('\n');
  // Padded input, half of its positions, and eight outputs of 16x16x32.
  const megabytes = ((34 * 34 * 16 + 16 * 16 * 16 + 8 * 16 * 16 * 32) * 4) / 1e6;
  expect(megabytes.toFixed(2)).toBe('0.35');
  expect(lines[7]).toBe('layer2.0  32x32x16  zeros     16x16x32     21     2      13,952      3,538,944  0.35');
});

test('frozen parameters are told', () => {
  const model = createModel('mnist-residual');
  model.getLayer('conv1').trainable = false;
  expect(formatSummary(summarize(model))).toContain('\n416 of the parameters are frozen\n');
});
