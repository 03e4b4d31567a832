import {expect, test} from 'vitest';
import {moveOf, rowsOf} from './tree-rows.js';
import type {BlockPart, LayerPart, StagePart} from './worker/part.js';

const common = {inputShape: [1], outputShape: [1], parameters: 0, multiplyAdds: 0, activationBytes: 0};
const layer = (name: string): LayerPart => ({
  ...{kind: 'layer', name, type: 'Conv2D', inputs: [], way: 'branch', weights: []},
  ...common,
});
const block = (name: string, parts: LayerPart[]): BlockPart => ({
  ...{kind: 'block', name, last: name, count: 1, shortcut: 'identity', parts},
  ...common,
});
const stages: StagePart[] = [
  {kind: 'stage', name: 'conv2', parts: [layer('conv2')], ...common},
  {kind: 'stage', name: 'layer1', parts: [block('layer1.0', [layer('a'), layer('b')])], ...common},
];

const closed = rowsOf(stages, new Set());
const all = rowsOf(stages, new Set(['stage conv2', 'stage layer1', 'block layer1.0']));

test('closed, there are the stages alone', () => {
  expect(closed.map(({key, open, level}) => [key, open, level])).toEqual([
    ['stage conv2', false, 1],
    ['stage layer1', false, 1],
  ]);
});

test('open, parts follow what they belong to', () => {
  expect(all.map(({key, level, position, siblings, parent}) => [key, level, position, siblings, parent])).toEqual([
    ['stage conv2', 1, 1, 2, undefined],
    ['layer conv2', 2, 1, 1, 'stage conv2'],
    ['stage layer1', 1, 2, 2, undefined],
    ['block layer1.0', 2, 1, 1, 'stage layer1'],
    ['layer a', 3, 1, 2, 'block layer1.0'],
    ['layer b', 3, 2, 2, 'block layer1.0'],
  ]);
  expect(all.at(-1)!.within).toMatchObject({block: {name: 'layer1.0'}, index: 1});
});

test.each([
  ['stage conv2', 'ArrowDown', {to: 'layer conv2'}],
  ['stage conv2', 'ArrowUp', undefined],
  ['layer b', 'ArrowDown', undefined],
  ['layer b', 'ArrowLeft', {to: 'block layer1.0'}],
  ['layer b', 'ArrowRight', undefined],
  ['layer b', 'Enter', undefined],
  ['block layer1.0', 'ArrowLeft', {toggle: 'block layer1.0'}],
  ['block layer1.0', 'ArrowRight', {to: 'layer a'}],
  ['block layer1.0', ' ', {toggle: 'block layer1.0'}],
  ['layer a', 'Home', {to: 'stage conv2'}],
  ['stage conv2', 'End', {to: 'layer b'}],
  ['stage conv2', 'x', undefined],
  ['gone', 'ArrowDown', undefined],
])('on %s, %s does %j', (at, key, move) => {
  expect(moveOf(all, at, key)).toEqual(move);
});

test('right opens what is closed', () => {
  expect(moveOf(closed, 'stage layer1', 'ArrowRight')).toEqual({toggle: 'stage layer1'});
});
