import {describe, expect, test} from 'vitest';
import {parity} from '../testing/parity.js';
import {type PlateauOptions, plateau} from './plateau.js';

/** The rate before each epoch that ends with these results. */
function rates(options: PlateauOptions, results: readonly number[]): number[] {
  const schedule = plateau(options);
  let state = schedule.init();
  return results.map(result => {
    const rate = schedule.rate(state);
    // As through a checkpoint.
    state = JSON.parse(JSON.stringify(schedule.observe(state, result)));
    return rate;
  });
}

describe('plateau', () => {
  test('equals torch.optim.lr_scheduler.ReduceLROnPlateau', () => {
    const {plateau} = parity<{plateau: PlateauOptions & {metrics: number[]; values: number[]}}>('schedules');
    expect(plateau.values).toHaveLength(40);
    const got = rates(plateau, plateau.metrics);
    for (const [i, value] of plateau.values.entries()) expect(got[i]).toBeCloseTo(value, 10);
  });

  test.each<[string, Partial<PlateauOptions>, number[], number[]]>([
    ['an accuracy that stops rising', {monitor: 'accuracy'}, [0.5, 0.6, 0.6, 0.6], [1, 1, 1, 0.5]],
    ['progress below a threshold', {threshold: 0.2, thresholdMode: 'abs'}, [1, 0.85, 0.7, 0.7], [1, 1, 0.5, 0.5]],
    ['no further than the lowest rate', {minLr: 0.4}, [1, 1, 1, 1, 1], [1, 1, 0.5, 0.4, 0.4]],
    ['epochs of cooling down', {cooldown: 2}, [1, 1, 1, 1, 1, 1], [1, 1, 0.5, 0.5, 0.5, 0.25]],
    ['no change that is too small', {eps: 0.6}, [1, 1, 1], [1, 1, 1]],
    ['a loss that is not a number', {}, [1, Number.NaN, 1], [1, 1, 0.5]],
  ])('%s', (_, options, results, expected) => {
    expect(rates({base: 1, factor: 0.5, patience: 0, ...options}, results)).toEqual(expected);
  });

  test.each<[PlateauOptions, RegExp]>([
    [{base: 0}, /base to be a number above 0, got 0/],
    [{base: 1, factor: 1}, /factor to be below 1, got 1/],
    [{base: 1, patience: -1}, /patience to be a number from 0, got -1/],
  ])('refuses %j', (options, message) => {
    expect(() => plateau(options)).toThrow(
      expect.objectContaining({code: 'BAD_OPTION', message: expect.stringMatching(message)}),
    );
  });
});
