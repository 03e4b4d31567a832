import {apportion} from './apportion.js';
import {DataError} from './error.js';
import {permutation} from './permutation.js';
import type {Random} from './random.js';

/**
 * Deals the positions 0 to `length - 1` out into random parts of the given fractions, each part in ascending order.
 *
 * @throws DataError `INVALID_ARGUMENT` if the fractions do not add up to 1 or a part would be empty.
 */
export function splitPositions(
  length: number,
  {fractions, random}: {fractions: readonly number[]; random: Random},
): Int32Array[] {
  const sum = fractions.reduce((a, b) => a + b, 0);
  if (!fractions.every(fraction => fraction > 0) || Math.abs(sum - 1) > 1e-9) {
    const got = `[${fractions.join(', ')}], which add up to ${sum}`;
    throw new DataError('INVALID_ARGUMENT', `split: expected positive fractions that add up to 1, got ${got}`);
  }
  const sizes = apportion(length, fractions);
  const empty = sizes.indexOf(0);
  if (empty >= 0) {
    const part = `fraction ${fractions[empty]} of ${length} samples is less than one`;
    throw new DataError('INVALID_ARGUMENT', `split: ${part}; give it a larger fraction, or split more samples`);
  }
  const order = permutation(length, random);
  let end = 0;
  return sizes.map(size => {
    end += size;
    return order.slice(end - size, end).sort();
  });
}
