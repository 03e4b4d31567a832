import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import {beforeAll, expect, test} from 'vitest';
import {createModel} from '../networks/registry.js';
import {formatComparison} from './format-comparison.js';
import {paperMultiplyAdds} from './paper.js';
import {summarize} from './summarize.js';
import type {ModelSummary} from './summary.js';

beforeAll(() => tf.setBackend('cpu'));

function summaryOf(name: string): ModelSummary {
  const model = createModel(name, {initializer: 'xavier'});
  const summary = summarize(model);
  model.dispose();
  return summary;
}

test('the paper’s table', () => {
  const names = ['resnet18', 'resnet34', 'resnet50-v1', 'resnet101-v1', 'resnet152-v1'];
  const summaries = names.map(summaryOf);
  const exact = [1_814_073_344, 3_663_761_408, 3_857_973_248, 7_570_194_432, 11_282_415_616];
  expect(summaries.map(({multiplyAdds}) => multiplyAdds)).toEqual(exact);
  expect(summaries.map(paperMultiplyAdds)).toEqual([1.8e9, 3.6e9, 3.8e9, 7.6e9, 11.3e9]);
  for (const summary of summaries) {
    expect(Math.abs(summary.multiplyAdds / paperMultiplyAdds(summary)! - 1)).toBeLessThan(0.02);
  }
  const lines = formatComparison(summaries).split('\n');
  const layer3 = lines.findIndex(line => line.startsWith('layer3'));
  expect(lines.slice(layer3, layer3 + 3).map(line => line.trimEnd())).toEqual([
    'layer3         14x14   [3x3, 256] x2 /2     [3x3, 256] x6 /2     [1x1, 256 ]          [1x1, 256 ]          [1x1, 256 ]',
    '                       [3x3, 256]           [3x3, 256]           [3x3, 256 ] x6 /2    [3x3, 256 ] x23 /2   [3x3, 256 ] x36 /2',
    '                                                                 [1x1, 1024]          [1x1, 1024]          [1x1, 1024]',
  ]);
  expect(lines.find(line => line.startsWith('the paper'))!.split(/ {2,}/)).toEqual([
    'the paper',
    ...['1.8', '3.6', '3.8', '7.6', '11.3'].map(figure => `${figure} x 10^9`),
  ]);
});

test('version 1.5 computes more, and a footnote says why', () => {
  const [first, later] = [summaryOf('resnet50-v1'), summaryOf('resnet50')] as const;
  const table = formatComparison([later]);
  expect(table).toContain('4,089,184,256');
  expect(table).toContain('resnet50: version 1.5');
  expect(table).toContain('resnet50-v1 (3.8 x 10^9)');
  expect(table).not.toContain('the paper ');
  expect(formatComparison([first])).not.toContain('version 1.5');
  // The first 1x1 of the first block of three stages, at four times the positions.
  const quarter = 28 * 28 * 256 * 128 + 14 * 14 * 512 * 256 + 7 * 7 * 1024 * 512;
  expect(later.multiplyAdds - first.multiplyAdds).toBe(3 * quarter);
});

test('networks of other stages and sizes stand side by side', () => {
  const lines = formatComparison(['mnist-residual', 'cifar-resnet20'].map(summaryOf)).split('\n');
  const names = lines.filter(line => /^[a-z]+\d? .*[x ]\d/.test(line)).map(line => line.split(' ')[0]);
  expect(names).toEqual(['stem', 'rblock1', 'conv2', 'rblock2', 'layer1', 'layer2', 'layer3', 'head', 'parameters']);
  expect(lines.find(line => line.startsWith('stem'))!.trimEnd()).toMatch(/^stem +to 12x12 +to 32x32$/);
});
