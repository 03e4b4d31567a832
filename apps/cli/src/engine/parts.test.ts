import {describe, expect, test} from 'vitest';
import {recipeSchema} from '../recipe/schema.js';
import {mnistResidual} from '../recipes/mnist-residual.js';
import {partsOf, threadOptions} from './parts.js';

describe('parts of a batch', () => {
  const cases: [batchSize: number, cores: number, parts: number][] = [
    [64, 2, 2],
    [64, 8, 2],
    [256, 4, 4],
    [32, 4, 1],
    [16, 4, 1],
    [64, 1, 1],
  ];
  test.each(cases)('of %i images on %i cores: %i', (batchSize, cores, parts) => {
    expect(partsOf(recipeSchema.parse({...mnistResidual, batchSize}), cores)).toBe(parts);
  });

  test('share the cores', () => {
    expect(threadOptions({threads: undefined, parts: 2}, 2)).toEqual({threads: 1, interOpThreads: 2});
    expect(threadOptions({threads: undefined, parts: 2}, 8)).toEqual({threads: 4, interOpThreads: 2});
    expect(threadOptions({threads: undefined, parts: 1}, 8)).toEqual({});
    expect(threadOptions({threads: 3, parts: 1}, 8)).toEqual({threads: 3});
  });
});
