import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import dompurify from 'dompurify';
import mermaid from 'mermaid';
import {beforeAll, expect, test} from 'vitest';
import {createModel} from '../networks/registry.js';
import {formatMermaid} from './format-mermaid.js';
import {summarize} from './summarize.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
  // Without a browser it has nothing to purify, and no functions for it.
  Object.assign(dompurify, {addHook: () => {}, sanitize: (text: string) => text});
});

async function parsed(chart: string): Promise<string> {
  const {diagramType} = await mermaid.parse(chart);
  return diagramType;
}

test('the parser tells a broken chart', async () => {
  await expect(parsed('flowchart TD\n  a["x" --> b')).rejects.toThrow('Parse error');
});

test.each(['mnist-residual', 'cifar10-notebook', 'cifar-resnet20', 'cifar-plain20', 'cifar-preact20'])(
  'Mermaid takes the chart of %s',
  async name => {
    expect(await parsed(formatMermaid(summarize(createModel(name))))).toBe('flowchart-v2');
  },
);

test('Mermaid takes names of every sign', async () => {
  const summary = summarize(createModel('mnist-residual'));
  summary.stages[0]!.name = 'a"b<br>[#x]`|end; %% -->';
  const chart = formatMermaid(summary);
  expect(await parsed(chart)).toBe('flowchart-v2');
  expect(chart).not.toContain('b<br>[');
});

test('equal blocks are one node, and shortcuts are edges', () => {
  const chart = formatMermaid(summarize(createModel('cifar-resnet20-b')));
  expect(chart.split('\n').filter(line => /box[12]\b(?!.*box3)/.test(line))).toEqual([
    '    box1["layer1.0 to layer1.2, each:<br>3x3, 16<br>3x3, 16"]',
    '    sumbox1(("+"))',
    '    box2["layer2.0<br>3x3, 32 /2<br>3x3, 32"]',
    '    sumbox2(("+"))',
    '  box0 --> box1',
    '  box1 --> sumbox1',
    '  box0 -->|"identity"| sumbox1',
    '  sumbox1 --> box2',
    '  box2 --> sumbox2',
    '  sumbox1 -.->|"1x1, 32 /2"| sumbox2',
  ]);
});
