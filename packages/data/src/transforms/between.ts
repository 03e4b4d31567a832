import type {Random} from '../random.js';

/** A number from `from` to `to`, each equally likely. */
export function between([from, to]: readonly [number, number], random: Random): number {
  return from + (to - from) * random.next();
}
