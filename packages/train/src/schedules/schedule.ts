import {TrainError} from '../errors.js';

/** The learning rate of a step, counted from 0 over the whole run. Pure, so that a resumed run needs no state of it. */
export type Schedule = (step: number) => number;

/** Checks a number that a schedule is made of. */
export function positive(name: string, value: number): number {
  if (value > 0 && Number.isFinite(value)) return value;
  throw new TrainError('BAD_OPTION', `expected ${name} to be a number above 0, got ${value}`);
}
