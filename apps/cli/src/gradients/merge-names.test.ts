import {expect, test} from 'vitest';
import {mergeNames} from './merge-names.js';

test.each([
  [
    'equal lists',
    [
      ['a', 'b'],
      ['a', 'b'],
    ],
    ['a', 'b'],
  ],
  [
    'one that has more',
    [
      ['a', 'c'],
      ['a', 'b', 'c'],
    ],
    ['a', 'b', 'c'],
  ],
  [
    'one that has less',
    [
      ['a', 'b', 'c'],
      ['a', 'c'],
    ],
    ['a', 'b', 'c'],
  ],
  ['one that begins and ends otherwise', [['b'], ['a', 'b', 'c']], ['a', 'b', 'c']],
  [
    'other orders',
    [
      ['a', 'b'],
      ['b', 'a', 'c'],
    ],
    ['a', 'c', 'b'],
  ],
  ['no list', [], []],
])('%s', (_, lists, merged) => {
  expect(mergeNames(lists)).toEqual(merged);
});
