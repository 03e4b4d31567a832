import {describe, expect, test} from 'vitest';
import {partsOf, threadsOf} from './parts.js';

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
    expect(partsOf({batchSize, cores, batchNorm: false})).toBe(parts);
    expect(partsOf({batchSize, cores, batchNorm: true})).toBe(1);
  });

  test('share the cores', () => {
    expect(threadsOf({parts: 2, cores: 2})).toEqual({threads: 1, interOpThreads: 2});
    expect(threadsOf({parts: 2, cores: 8})).toEqual({threads: 4, interOpThreads: 2});
    expect(threadsOf({parts: 1, cores: 8})).toEqual({});
    expect(threadsOf({threads: 3, parts: 1, cores: 8})).toEqual({threads: 3});
  });
});
