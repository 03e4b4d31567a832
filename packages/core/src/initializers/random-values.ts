import {standardNormal} from './standard-normal.js';

/**
 * Small, fast and of good quality: Chris Doty-Humphrey's sfc32, period at least 2^32.
 *
 * @param seed An integer, of which 32 bits count.
 * @returns A function that draws integers from 0 to 2^32 - 1.
 */
function sfc32(seed: number): () => number {
  let a = seed | 0;
  let b = seed ^ 0x9e3779b9;
  let c = 0x243f6a88;
  let counter = 1;
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let i = 0; i < 12; i++) next();
  return next;
}

/** Fills an array with values that are uniform in [-bound, bound). */
export function fillUniform(values: Float32Array, {bound, seed}: {bound: number; seed: number}): void {
  const next = sfc32(seed);
  const step = bound / 2 ** 23;
  for (let i = 0; i < values.length; i++) values[i] = (next() >>> 8) * step - bound;
}

/** Fills an array with normal values of mean 0. */
export function fillNormal(values: Float32Array, {deviation, seed}: {deviation: number; seed: number}): void {
  const next = sfc32(seed);
  for (let i = 0; i < values.length; i++) values[i] = deviation * standardNormal(next);
}
