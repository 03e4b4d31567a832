import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import {beforeAll, expect, test} from 'vitest';
import {createModel} from '../networks/registry.js';
import {formatSvg} from './format-svg.js';
import {summarize} from './summarize.js';

beforeAll(() => tf.setBackend('cpu'));

function count(text: string, part: string): number {
  return text.split(part).length - 1;
}

test('a box for each run of equal blocks, an arc for each shortcut', () => {
  const svg = formatSvg(summarize(createModel('cifar-resnet20')));
  // Behind a box for several stand two more.
  expect(count(svg, 'class="box block"')).toBe(5 + 2 * 3);
  expect(count(svg, 'class="past"')).toBe(3);
  expect(count(svg, 'class="past changes"')).toBe(2);
  expect(svg).toContain('>3 times</text>');
  expect(svg).toContain('>subsample /2, zeros</text>');
  expect(svg).toContain('<title>cifar-resnet20: 32x32x3 to 10, 270 k parameters, 40.6 M multiply-adds</title>');
});

test('a plain network has no arcs', () => {
  const svg = formatSvg(summarize(createModel('cifar-plain20')));
  expect(count(svg, 'class="past')).toBe(1); // The definition of the arrow.
  expect(count(svg, 'class="sum"')).toBe(0);
});

test('everything lies within the drawing, at any depth', () => {
  for (const name of ['mnist-residual', 'cifar10-notebook', 'cifar-resnet110']) {
    const svg = formatSvg(summarize(createModel(name)));
    const [, width = 0, height = 0] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg)!.map(Number);
    for (const [, x, y] of svg.matchAll(/<(?:text|rect)[^>]* x="([\d.]+)" y="([\d.]+)"/g)) {
      expect(Number(x)).toBeLessThan(width);
      expect(Number(y)).toBeLessThan(height);
    }
    expect(svg.length).toBeLessThan(12_000);
  }
});

test('many layers without blocks are broken into rows, and names are escaped', () => {
  const input = tfl.input({shape: [40, 40, 1]});
  let x = input;
  for (let i = 0; i < 20; i++) {
    x = tfl.layers.conv2d({filters: 1 + i, kernelSize: 3}).apply(x) as tfl.SymbolicTensor;
  }
  const svg = formatSvg(summarize(tfl.model({inputs: input, outputs: x, name: 'a<b & "c"'})));
  const rows = new Set([...svg.matchAll(/class="box" x="\d+" y="([\d.]+)"/g)].map(([, y]) => y));
  expect(rows.size).toBe(4);
  expect(svg).toContain('>a&#60;b &#38; &#34;c&#34;</text>');
});
