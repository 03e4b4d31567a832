import {expect, test} from 'vitest';
import {holdOut} from './hold-out.js';

test.each([
  ['a fifth of each class', [...Array(10).fill(0), ...Array(25).fill(1)], [2, 5]],
  ['one of a small class', [0, 0, 0, 1, 1], [1, 1]],
  ['none of a class of one', [0, 1, 1], [0, 1]],
])('holds out %s', (_, labels: number[], counts) => {
  const {train, test} = holdOut(labels, {share: 0.2, seed: 1});
  expect(counts.map((_, label) => test.filter(i => labels[i] === label).length)).toEqual(counts);
  expect([...train, ...test].sort((a, b) => a - b)).toEqual([...labels.keys()]);
});

test('goes by the seed alone', () => {
  const labels = Array.from({length: 50}, (_, i) => i % 2);
  const held = (seed: number) => holdOut(labels, {share: 0.2, seed}).test;
  expect(held(3)).toEqual(held(3));
  expect(held(3)).not.toEqual(held(4));
});
