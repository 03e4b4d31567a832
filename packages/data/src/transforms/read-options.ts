import {DataError} from '../error.js';
import type {Field, Fields} from './fields.js';

/**
 * The options of a transform, checked, with defaults in the place of what is left out.
 *
 * @throws DataError `INVALID_ARGUMENT` for an unknown option, a missing one, or a value that is not allowed.
 */
export function readOptions<Options extends object>(
  name: string,
  fields: Fields<Options>,
  given: object,
): Required<Options> {
  const known = Object.entries(fields) as [string, Field<unknown>][];
  const unknown = Object.keys(given).find(option => !Object.hasOwn(fields, option));
  if (unknown !== undefined) {
    const options = known.length > 0 ? `its options are ${known.map(([option]) => option).join(', ')}` : 'it has none';
    throw new DataError('INVALID_ARGUMENT', `${name}: there is no option ${unknown}; ${options}`);
  }
  const read = known.map(([option, {accepts, expects, fallback}]) => {
    const value = (given as Record<string, unknown>)[option] ?? fallback;
    if (accepts(value)) return [option, value];
    const got = value === undefined ? 'nothing' : JSON.stringify(value);
    throw new DataError('INVALID_ARGUMENT', `${name}: ${option}: expected ${expects}, got ${got}`);
  });
  return Object.fromEntries(read) as Required<Options>;
}
