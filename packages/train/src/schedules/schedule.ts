import {TrainError} from '../errors.js';

/** The learning rate of a step, counted from 0 over the whole run. Pure, so that a resumed run needs no state of it. */
export type Schedule = (step: number) => number;

/** Checks a number that a schedule is made of. */
export function positive(name: string, value: number): number {
  if (value > 0 && Number.isFinite(value)) return value;
  throw new TrainError('BAD_OPTION', `expected ${name} to be a number above 0, got ${value}`);
}

/** Checks a number that may be 0. */
export function notNegative(name: string, value: number): number {
  if (value >= 0 && Number.isFinite(value)) return value;
  throw new TrainError('BAD_OPTION', `expected ${name} to be a number from 0, got ${value}`);
}

/** Checks a number of steps. */
export function wholeSteps(name: string, value: number): number {
  if (Number.isInteger(value) && value >= 1) return value;
  throw new TrainError('BAD_OPTION', `expected ${name} to be a whole number of steps from 1, got ${value}`);
}

/** Half a cosine wave from `from` at share 0 to `to` at share 1. */
export function cosineBetween(from: number, to: number, share: number): number {
  return to + ((from - to) * (1 + Math.cos(Math.PI * share))) / 2;
}
