import type {SideCourse} from './course.js';

/** What becomes of the gradient between the last layer and the first, and how far they differ: a factor of 1 or more. */
export interface Gradient {
  readonly kind: 'vanishes' | 'explodes' | 'arrives' | 'nothing';
  readonly factor: number;
}

/** What is seen in one network, for a sentence about it. */
export interface Finding {
  /** Before the first update. */
  readonly atFirst: Gradient;
  readonly now: Gradient;
  /** Share of right answers in the last steps, from 0 to 1. */
  readonly accuracy: number;
  readonly learns: 'not' | 'slowly' | 'well';
}

/** How many times the gradient of the first layer may be shorter or longer than that of the last and still be said to arrive. */
const FAR = 30;

/** Shares of right answers between which a network only begins to learn: chance is 0.1. */
const GUESSES = 0.2;
const READS = 0.5;

/** What the course of a network so far shows; undefined before its first step. */
export function findingOf({first, gradients, accuracy}: SideCourse): Finding | undefined {
  const share = accuracy.at(-1);
  if (share === undefined) return undefined;
  const learns = share < GUESSES ? 'not' : share < READS ? 'slowly' : 'well';
  return {atFirst: gradientOf(first), now: gradientOf(gradients), accuracy: share, learns};
}

function gradientOf(norms: readonly number[]): Gradient {
  const ratio = norms[0]! / norms.at(-1)!;
  if (!(ratio > 0)) return {kind: 'nothing', factor: Number.POSITIVE_INFINITY};
  if (ratio < 1 / FAR) return {kind: 'vanishes', factor: 1 / ratio};
  if (ratio > FAR) return {kind: 'explodes', factor: ratio};
  return {kind: 'arrives', factor: Math.max(ratio, 1 / ratio)};
}
