import {expect, test} from 'vitest';
import {parseNormalization} from './normalization.js';

test.each([
  ['imagenet', {name: 'imagenet', mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225]}],
  ['mnist-notebook', {name: 'mnist-notebook', mean: [0.1307], std: [0.3801]}],
  ['0.5,0.25,0/1,2,0.5', {name: 'as given', mean: [0.5, 0.25, 0], std: [1, 2, 0.5]}],
  ['0/1', {name: 'as given', mean: [0], std: [1]}],
])('%s', (text, expected) => {
  expect(parseNormalization(text)).toEqual(expected);
});

test.each(['', '0.5', '0.5/', '/', '0.5/0', '0.5/-1', '0.5,0.5/1', '0.5/1/1', 'x/1', 'toString'])(
  'refuses "%s"',
  text => {
    expect(() => parseNormalization(text)).toThrow(expect.objectContaining({code: 'USAGE_NORMALIZE', exit: 'usage'}));
  },
);
