import {expect, test} from 'vitest';
import type {GraphNode} from './graph.js';
import {neededFor} from './needed.js';

const node = (name: string, inputs: readonly string[], op = 'Relu'): GraphNode => ({name, op, inputs, attributes: []});

test('inputs stay, and what the results depend on, in its order', () => {
  const nodes = [
    node('x', [], 'Placeholder'),
    node('unused', [], 'Placeholder'),
    node('split', ['x']),
    node('a', ['split:1']),
    node('gradient', ['a', 'x']),
    node('of the gradient', ['gradient']),
    node('result', ['a']),
  ];
  expect(neededFor(['result'], nodes).map(({name}) => name)).toEqual(['x', 'unused', 'split', 'a', 'result']);
});
