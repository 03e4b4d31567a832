import {describe, expect, test} from 'vitest';
import {nearest, suggestion} from './suggest.js';

describe('nearest', () => {
  const fields = ['epochs', 'batchSize', 'data.take', 'optimizer.momentum', 'optimizer.nesterov'];
  test.each([
    ['epoch', 'epochs'],
    ['batch-size', 'batchSize'],
    ['batch_size', 'batchSize'],
    ['BATCHSIZE', 'batchSize'],
    ['momentun', 'optimizer.momentum'],
    ['optimizer.nestrov', 'optimizer.nesterov'],
    ['data.tak', 'data.take'],
    ['zebra', undefined],
    ['', undefined],
  ])('%j is near %j', (name, expected) => {
    expect(nearest(name, fields)).toBe(expected);
  });

  test('of no candidates, none is nearest', () => {
    expect(nearest('epochs', [])).toBeUndefined();
  });
});

test('a suggestion names the nearest, then all', () => {
  expect(suggestion('digit', ['digits', 'mnist'], 'Sets')).toBe('Did you mean digits? Sets: digits, mnist.');
  expect(suggestion('zebra', ['digits', 'mnist'], 'Sets')).toBe('Sets: digits, mnist.');
});
