import {expect, test} from 'vitest';
import {formatProfile, sharesOf} from './profile-tables.js';

const operation = (layer: string | undefined, kind: string, duration: number) => ({
  ...{node: `${layer}/${kind}`, operation: kind, device: 'CPU:0', thread: 1, start: 0, duration},
  ...(layer && {layer}),
});

const profile = {
  duration: 9000,
  operations: [
    operation('conv1', 'Conv2D', 1000),
    operation('conv1', 'Conv2DBackpropFilter', 5000),
    operation('fc', 'MatMul', 1000),
    operation(undefined, 'AddV2', 1000),
    operation('conv2', 'Conv2D', 2000),
  ],
};

test('operations are added up by kind and by layer, the longest first', () => {
  expect(sharesOf(profile, 'operation')).toEqual([
    {name: 'Conv2DBackpropFilter', count: 1, milliseconds: 5, share: 0.5},
    {name: 'Conv2D', count: 2, milliseconds: 3, share: 0.3},
    {name: 'MatMul', count: 1, milliseconds: 1, share: 0.1},
    {name: 'AddV2', count: 1, milliseconds: 1, share: 0.1},
  ]);
  expect(sharesOf(profile, 'layer').map(({name, share}) => [name, share])).toEqual([
    ['conv1', 0.6],
    ['conv2', 0.2],
    ['fc', 0.1],
    ['(between layers)', 0.1],
  ]);
});

test('a long table ends in a line of the rest', () => {
  const shares = Array.from({length: 25}, (_, i) => ({name: `l${i}`, count: 2, milliseconds: 4, share: 0.04}));
  const text = formatProfile(sharesOf(profile, 'operation'), shares, 9);
  expect(text).toContain('9.0 ms a step; 5 operations of 10.0 ms');
  expect(text).toMatch(/^5 more\s+10\s+20\.00\s+20\.0 %$/m);
  expect(text).not.toContain('l20');
});
