/** What an option of a transform may be. */
export interface Field<T> {
  /** In words, for messages: `a number from 0 to 1`. */
  readonly expects: string;
  /** Absent where the option has to be given. */
  readonly fallback?: T;
  readonly accepts: (value: unknown) => boolean;
}

/** A field for each option of a transform. */
export type Fields<Options extends object> = {readonly [Name in keyof Options]-?: Field<NonNullable<Options[Name]>>};

/** Where numbers may lie. */
export interface Limits {
  readonly min?: number;
  readonly max?: number;
}

/** A finite number within limits, both included. */
export function number({min, max}: Limits, fallback?: number): Field<number> {
  return field(`a number ${inWords({min, max})}`.trim(), value => isNumber(value, {min, max}), fallback);
}

/** A whole number within limits, both included. */
export function integer({min, max}: Limits, fallback?: number): Field<number> {
  const accepts = (value: unknown): boolean => Number.isSafeInteger(value) && isNumber(value, {min, max});
  return field(`a whole number ${inWords({min, max})}`.trim(), accepts, fallback);
}

/** One of some words. */
export function choice<T extends string>(words: readonly T[], fallback?: T): Field<T> {
  return field(`one of ${words.join(', ')}`, value => (words as readonly unknown[]).includes(value), fallback);
}

/** Two numbers, the smaller one first. */
export function range(limits: Limits, fallback?: readonly [number, number]): Field<readonly [number, number]> {
  const accepts = (value: unknown): boolean => isPair(value, limits) && value[0] <= value[1];
  return field(`[from, to], numbers ${inWords(limits)}`.trim(), accepts, fallback);
}

/** Two numbers. */
export function pair(limits: Limits, fallback?: readonly [number, number]): Field<readonly [number, number]> {
  return field(`two numbers ${inWords(limits)}`.trim(), value => isPair(value, limits), fallback);
}

/** A value for every channel, or one for each: bytes. */
export type Fill = number | readonly number[];

/** A {@link Fill}, by default black. */
export function fill(fallback: Fill = 0): Field<Fill> {
  const byte = (value: unknown): boolean => Number.isInteger(value) && isNumber(value, {min: 0, max: 255});
  const accepts = (value: unknown): boolean =>
    byte(value) || (Array.isArray(value) && value.length > 0 && value.every(byte));
  return field('a byte, or one for each channel', accepts, fallback);
}

/** Height and width in pixels: one number for both, or `[height, width]`. */
export type Size = number | readonly [number, number];

/** A {@link Size}, which has to be given. */
export function size(): Field<Size> {
  const extent = (value: unknown): boolean => Number.isSafeInteger(value) && isNumber(value, {min: 1, max: 65_535});
  const accepts = (value: unknown): boolean =>
    extent(value) || (Array.isArray(value) && value.length === 2 && value.every(extent));
  return field('pixels, or [height, width] in pixels', accepts);
}

function field<T>(expects: string, accepts: Field<T>['accepts'], fallback: T | undefined = undefined): Field<T> {
  return {expects, accepts, ...(fallback === undefined ? {} : {fallback})};
}

function isNumber(
  value: unknown,
  {min = -Infinity, max = Infinity}: {min?: number | undefined; max?: number | undefined},
): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= min && value <= max;
}

function isPair(value: unknown, limits: Limits): value is [number, number] {
  return Array.isArray(value) && value.length === 2 && value.every(each => isNumber(each, limits));
}

function inWords({min, max}: {min?: number | undefined; max?: number | undefined}): string {
  if (min !== undefined && max !== undefined) return `from ${min} to ${max}`;
  if (min !== undefined) return `of at least ${min}`;
  return max === undefined ? '' : `of at most ${max}`;
}
