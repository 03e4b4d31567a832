import {InvalidArgumentError} from 'commander';

/** A whole number from 1, as an option takes it. */
export function parseCount(text: string): number {
  return parse(text, value => Number.isSafeInteger(value) && value >= 1, 'a whole number, at least 1');
}

/** A whole number from 0 that seeds can be. */
export function parseSeed(text: string): number {
  return parse(text, value => Number.isInteger(value) && value >= 0 && value <= 0xffff_ffff, 'a whole number from 0');
}

/** A number of threads besides the program's own. */
export function parseWorkers(text: string): number {
  return parse(text, value => Number.isInteger(value) && value >= 0 && value <= 64, 'a whole number from 0 to 64');
}

/** A number above 0. */
export function parsePositive(text: string): number {
  return parse(text, value => value > 0 && Number.isFinite(value), 'a number above 0');
}

function parse(text: string, isRight: (value: number) => boolean, expected: string): number {
  const value = Number(text);
  if (text.trim() !== '' && isRight(value)) return value;
  throw new InvalidArgumentError(`Expected ${expected}.`);
}
