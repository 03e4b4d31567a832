import {DataError} from './error.js';

/**
 * Returns `value` if it is an integer from `min` to `max`.
 *
 * @throws DataError `INVALID_ARGUMENT`, with `name` as the subject of the message.
 */
export function checkInteger(
  name: string,
  value: number,
  {min = 0, max = Number.MAX_SAFE_INTEGER}: {min?: number; max?: number} = {},
): number {
  if (Number.isSafeInteger(value) && value >= min && value <= max) return value;
  if (max < min) throw new DataError('INVALID_ARGUMENT', `${name}: there is none to choose, got ${String(value)}`);
  const range = max === Number.MAX_SAFE_INTEGER ? `an integer of at least ${min}` : `an integer from ${min} to ${max}`;
  throw new DataError('INVALID_ARGUMENT', `${name}: expected ${range}, got ${String(value)}`);
}
